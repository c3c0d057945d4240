import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasShared, unpackShared } from '../../../test/shared-data';
import { readCsv } from './csv';
import type { CsvOptions } from './format';

const read = (text: string, axes = ['x', 'y'], frequencyHz = 50, csv: CsvOptions = {}) =>
  readCsv({ file: 'a.csv', bytes: Buffer.from(text), axes, frequencyHz, options: { csv } });

describe('readCsv', () => {
  it('takes regular times as they are', () => {
    const { values, frequencyHz, dtype } = read('timestamp,x,y\n0,1,2\n20,3,4\n40,5,6\n');
    expect([[...values], frequencyHz, dtype]).toEqual([[1, 2, 3, 4, 5, 6], 50, 'float32']);
  });

  it.each<[string, string, CsvOptions]>([
    ['no header', '1,2\n3,4\n', {}],
    ['spaces and a final delimiter', ' 1, 2,\n 3, 4,\n', {}],
    ['tabs', '1\t2\n3\t4', {}],
    ['spaces alone', '1 2\n 3  4\n', {}],
    ['decimal commas', 'x;y\n1,0;2,0\n3,0;4,0\n', {}],
    ['quotes and a byte order mark', '\ufeff"x","y"\r\n"1","2"\r\n3,4\r\n', {}],
    ['columns named like what every object has', 'constructor,Y,X\n9,2,1\n9,4,3\n', {}],
    ['other columns beside', 'n,Y,X\n9,2,1\n9,4,3\n', {}],
    ['other names', 'left,right\n1,2\n3,4\n', {}],
    ['dates', 'date,x,y\n2026-01-01 00:00:00.000,1,2\n2026-01-01 00:00:00.020,3,4\n', {}],
    ['microseconds by name', 't_us,x,y\n0,1,2\n20000,3,4\n', {}],
    ['seconds by option', 'time,x,y\n0,1,2\n0.02,3,4\n', { timestampUnit: 's' }],
    ['a time column without header', '0,1,2\n20,3,4\n', {}],
    ['named columns', '1,7,2\n3,8,4\n', { columns: ['x', 'other', 'y'] }],
    ['a named time column', 'clock,x,y\n0,1,2\n20,3,4\n', { timestamp: 'clock' }],
    ['lines before the header', 'made by X\n1,2,3\n\nx,y\n1,2\n3,4\n', { skip: 3 }],
    ['grouped thousands', 'x;y\n1;2,0\n3;4.000,0e-3\n', { decimal: ',' }],
    ['renamed columns', 'n,Acc X (g),Acc Y (g)\n9,1,2\n9,3,4\n', { rename: { 'Acc X (g)': 'x', 'Acc Y (g)': 'y' } }],
    ['times as people write them', 'when;x;y\n22.11.2026 20:15:00,00;1;2\n22.11.2026 20:15:00,02;3;4\n', { timestamp: 'when', timestampFormat: 'DD.MM.YYYY HH:mm:ss,SSS' }],
    ['such times and no header', '20:15:00.98,1,2\n20:15:01.00,3,4\n', { timestampFormat: 'HH:mm:ss.SSS' }],
    ['seconds since 1970', 'timestamp,x,y\n1763841600.02,1,2\n1763841600.04,3,4\n', { timestampUnit: 's' }],
    ['ISO 8601 with a zone', 'time,x,y\n2026-01-01T00:00:00.000+01:00,1,2\n2025-12-31T23:00:00.020Z,3,4\n', {}],
    ['a delimiter of its own', 'x:y\n1:2\n3:4\n', { delimiter: ':' }],
  ])('reads a file with %s', (_, text, options) => {
    expect([...read(text, ['x', 'y'], 50, options).values]).toEqual([1, 2, 3, 4]);
  });

  it('interpolates jittered times on the grid of the input', () => {
    const { values } = read('timestamp,x\n1000,0\n1021,21\n1039,39\n1060,60\n1081,81\n', ['x']);
    expect([...values].map((value) => Math.round(value * 1000) / 1000)).toEqual([0, 20, 40, 60, 80]);
  });

  it('says which time step each row became, for the labels', () => {
    const times = [0, 22, 38, 59, 121, 140];
    const { spans, place, values } = read(`t,x,what\n${times.map((time, i) => `${time},0,${i < 3 ? 'sit' : 'run'}`).join('\n')}`, ['x'], 50, {
      labelColumn: 'what',
    });
    expect(spans).toEqual([
      { start: 0, end: 2, label: 'sit' },
      { start: 3, end: 5, label: 'run' },
    ]);
    expect(values).toHaveLength(8);
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((row) => place?.(row))).toEqual([0, 1, 2, 3, 6, 7, 8, 9]);
  });

  it('keeps the rate of times that are far from the rate of the input', () => {
    expect(read('t,x,y\n0,1,2\n10,3,4\n20,5,6\n').frequencyHz).toBe(100);
  });

  it('takes times that are rounded to milliseconds for regular', () => {
    const text = Array.from({ length: 27 }, (_, i) => `${Math.round((i * 1000) / 26)},${i}`).join('\n');
    expect([...read(`ms,x\n${text}`, ['x'], 26).values]).toEqual(Array.from({ length: 27 }, (_, i) => i));
  });

  it('uses the given rate of a file without times', () => {
    expect(read('1,2\n3,4\n', ['x', 'y'], 50, { frequency: 26 }).frequencyHz).toBe(26);
    expect(read('t,x\n5,2\n9,4\n', ['t', 'x'], 50, { timestamp: 'none' }).values).toHaveLength(4);
  });

  it('reads labels from a column: one for all, or spans', () => {
    const options = { labelColumn: 'what' };
    expect(read('x,what\n1,sit\n2,sit\n', ['x'], 50, options)).toMatchObject({ label: 'sit' });
    expect(read('x,what\n1,sit\n2,sit\n3,\n4,walk\n', ['x'], 50, options).spans).toEqual([
      { start: 0, end: 1, label: 'sit' },
      { start: 3, end: 3, label: 'walk' },
    ]);
  });

  it.each<[string, string, CsvOptions, string]>([
    ['a text among the numbers', 'x,y\n1,2\n3,abc\n', {}, 'line 3: "abc" in column y is no number'],
    ['an empty cell', 'x,y\n1,2\n,4\n', {}, 'line 3: "" in column x'],
    ['a missing cell', 'x,y\n1,2\n3\n', {}, 'line 3: it has 1 cells instead of 2'],
    ['NaN', 'x,y\n1,NaN\n', {}, 'no number'],
    ['infinity', 'x,y\n1,2\n1,Infinity\n', {}, 'no number'],
    ['a number beyond float32', 'x,y\n1,1e39\n', {}, '"1e39" in column y is no number'],
    ['no values', 'x,y\n', {}, 'header but no values'],
    ['nothing but blank lines', '\n\n', {}, 'is empty'],
    ['too few columns', 'a,b,c\n1,2,3\n', {}, 'has 3 columns (a, b, c)'],
    ['an unknown time column', 'x,y\n1,2\n', { timestamp: 'clock' }, 'no column "clock"'],
    ['an unknown label column', 'x,y\n1,2\n', { labelColumn: 'what' }, 'no column "what"'],
    ['an unknown column to rename', 'x,y\n1,2\n', { rename: { X: 'x' } }, 'no column "X"'],
    ['a time of another format', 't,x,y\n0:00,1,2\n60,3,4\n', { timestampFormat: 'mm:ss' }, 'line 3: "60" is no time'],
    ['a wrong cell behind skipped lines', 'a\nb\nx,y\n1,2\n3,abc\n', { skip: 2 }, 'line 5: "abc"'],
    ['commas that group no thousands', 'x;y\n1;2\n1,5;2\n', { decimal: '.' }, 'line 3: "1,5" in column x is no number'],
    ['another number of columns', '1,2,3\n', { columns: ['x', 'y'] }, 'has 3 columns'],
    ['a wrong time', 't,x,y\n0,1,2\nnoon,3,4\n', {}, 'line 3: "noon" is no time'],
    ['times that run backwards', 't,x,y\n20,1,2\n0,3,4\n', {}, 'line 3: its time is before'],
    ['one time for all', 't,x,y\n20,1,2\n20,3,4\n', {}, 'same time'],
    [
      'a gap',
      `t,x,y\n${Array.from({ length: 150 }, (_, i) => `${i * 20 + (i > 70 ? 220 : 0)},1,2`).join('\n')}`,
      {},
      '240 ms are missing after row 71',
    ],
  ])('refuses %s', (_, text, options, problem) => {
    expect(() => read(text, ['x', 'y'], 50, options)).toThrow(problem);
  });

  const ACC = ['accX', 'accY', 'accZ'];
  it.skipIf(!hasShared('motion-hapt')).each([
    ['motion-hapt', 'hapt/exp01_user01.csv', [...ACC, 'gyrX', 'gyrY', 'gyrZ'], 50],
    ['motion-stm32har', 'stm32-har/running/running_01_26Hz_4g_mg.csv', ACC, 26],
    ['anomaly-fan', 'fan/fan_0_high_0_weight/0000.csv', ACC, 200],
  ])('reads real recordings of %s value for value (needs ../shared)', (set, file, axes, hz) => {
    const bytes = readFileSync(join(unpackShared(set), file));
    const { values } = readCsv({ file, bytes, axes, frequencyHz: hz, options: {} });
    const lines = bytes
      .toString()
      .trim()
      .split('\n')
      .filter((line) => !/[a-z]/i.test(line));
    const expected = lines.flatMap((line) => line.split(',').slice(-axes.length).map(Number));
    expect([...values]).toEqual([...Float32Array.from(expected)]);
  });

  it.skipIf(!hasShared('motion-imu-digits'))('resamples every real recording of a phone with jitter (needs ../shared)', () => {
    const folder = join(unpackShared('motion-imu-digits'), 'imu-digits');
    const files = readdirSync(folder).filter((name) => name.endsWith('.csv'));
    for (const file of files) {
      const { values } = readCsv({ file, bytes: readFileSync(join(folder, file)), axes: ACC, frequencyHz: 50, options: {} });
      expect(values.length / 3, file).toBeGreaterThan(200);
    }
    expect(files).toHaveLength(350);
  });
});
