import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { makeWav } from '../../test/make-wav';
import { hasShared, NO_SHARED, unpackShared } from '../../test/shared-data';
import { makeFolder } from '../../test/temp-folder';
import type { DataSource, SensorFiles } from '../manifest/manifest';
import { sineOfTurns } from './exact-sine';
import { findFiles } from './find-files';
import type { Recording } from './formats/format';
import { readCsv } from './formats/csv';
import { fuseSensors } from './fuse-sensors';
import { groupSensors } from './group-sensors';
import { ingestDataset } from './ingest-dataset';
import { openDataset } from './open-dataset';
import { resample } from './resample';

const part = (axes: string[], frequencyHz: number, values: ArrayLike<number>, more: Partial<Recording> = {}) => ({
  file: `${axes[0]}.csv`,
  recording: { axes, frequencyHz, dtype: 'float32' as const, values: Float32Array.from(values), metadata: {}, ...more },
});
const column = ({ values, axes }: Recording, axis: string): number[] =>
  [...values].filter((_, i) => i % axes.length === axes.indexOf(axis));
const tone = (hz: number, rate: number, seconds: number, startMs = 0): Float64Array =>
  Float64Array.from({ length: Math.round(rate * seconds) }, (_, i) => sineOfTurns((i / rate + startMs / 1000) * hz));

describe('fuseSensors', () => {
  it('leaves the sensor whose rate is that of the input as it is, and brings the others to it', () => {
    const fused = fuseSensors([part(['a'], 62.5, tone(5, 62.5, 4)), part(['g'], 100, tone(5, 100, 4))], ['g', 'a'], 100);
    expect(fused).toMatchObject({ axes: ['g', 'a'], frequencyHz: 100, dtype: 'float32' });
    const wanted = tone(5, 100, 4);
    expect(column(fused, 'g')).toEqual([...Float32Array.from(wanted)]);
    const error = column(fused, 'a').slice(50, -50).reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i + 50]!)), 0);
    expect(error).toBeLessThan(0.01);
    expect(fused.values).toHaveLength(2 * 400);
  });

  it('keeps a constant, such as gravity, up to both ends', () => {
    const fused = fuseSensors([part(['a'], 62.5, Array<number>(125).fill(1)), part(['g'], 100, Array<number>(200).fill(0))], ['a', 'g'], 100);
    expect(column(fused, 'a').filter((value) => Math.abs(value - 1) > 1e-6)).toEqual([]);
  });

  it('puts what was recorded at the same time together, and cuts what only some recorded', () => {
    const early = part(['a'], 100, tone(3, 100, 4, 1000), { startMs: 1000, spans: [{ start: 0, end: 49, label: 'x' }, { start: 100, end: 149, label: 'y' }] });
    const late = part(['g'], 50, tone(3, 50, 4, 1503.7), { startMs: 1503.7 });
    const fused = fuseSensors([early, late], ['a', 'g'], 50);
    expect(fused.values.length / 2).toBe(174);
    const wanted = tone(3, 50, 4, 1503.7);
    for (const axis of ['a', 'g']) {
      const error = column(fused, axis).slice(20, -20).reduce((most, value, i) => Math.max(most, Math.abs(value - wanted[i + 20]!)), 0);
      expect(error, axis).toBeLessThan(0.02);
    }
    // Half a second was cut: the first stretch with it. The other one began at 1 s, and is half as many steps.
    expect(fused.spans).toEqual([{ start: 25, end: 49, label: 'y' }]);
    expect(fused.startMs).toBeUndefined();
  });

  it('lets files without times begin with the first that has any', () => {
    const fused = fuseSensors([part(['m'], 100, [1, 2, 3, 4]), part(['a'], 100, [5, 6, 7, 8], { startMs: 1.7e12 })], ['m', 'a'], 100);
    expect([...fused.values]).toEqual([1, 5, 2, 6, 3, 7, 4, 8]);
  });

  it('says which have no time in common', () => {
    const apart = [part(['a'], 100, [1, 2], { startMs: 0 }), part(['g'], 100, [1, 2], { startMs: 5000 })];
    expect(() => fuseSensors(apart, ['a', 'g'], 100)).toThrow(expect.objectContaining({ code: 'IMP_RECORDING_BROKEN', message: expect.stringContaining('"a.csv" cannot be used: it has no time in common with "g.csv"') }));
  });

  it('keeps int16 where all are, and takes float32 otherwise', () => {
    const int16 = (axis: string, values: number[]) => part([axis], 10, [], { dtype: 'int16', values: Int16Array.from(values) });
    expect(fuseSensors([int16('m', [1, -2]), int16('n', [3, 4])], ['m', 'n'], 10)).toMatchObject({ dtype: 'int16', values: Int16Array.of(1, 3, -2, 4) });
    expect(fuseSensors([int16('m', [1, -2]), part(['a'], 10, [0.5, 0.25])], ['m', 'a'], 10)).toMatchObject({ dtype: 'float32', values: Float32Array.of(1, 0.5, -2, 0.25) });
  });
});

describe('groupSensors', () => {
  const sensor = (file: string): SensorFiles => ({ name: file, file, axes: [], params: {} });
  const files = (...names: string[]) => names.map((name) => ({ name, absolute: `/${name}` }));
  const group = (names: string[], ...sensors: string[]) => {
    const { whole, partial, others } = groupSensors(files(...names), sensors.map(sensor));
    return { whole: whole.map((parts) => parts.map(({ name }) => name)), partial: partial.map(({ file, sensor: { name } }) => `${file.name} lacks ${name}`), others: others.map(({ name }) => name) };
  };

  it('finds the files of a recording by what stands for the star, in the same folder', () => {
    const found = group(['d/walk/1.acc.csv', 'd/walk/1.gyro.CSV', 'd/run/1.acc.csv', 'd/run/2.gyro.csv', 'd/notes.txt'], '*.gyro.csv', '*.acc.csv');
    expect(found).toEqual({ whole: [['d/walk/1.gyro.CSV', 'd/walk/1.acc.csv']], partial: ['d/run/1.acc.csv lacks *.gyro.csv', 'd/run/2.gyro.csv lacks *.acc.csv'], others: ['d/notes.txt'] });
  });

  it('finds them in a folder for each sensor', () => {
    expect(group(['d/acc/1.csv', 'd/acc/2.csv', 'd/gyro/2.csv', 'd/gyro/1.csv'], 'acc/*.csv', 'gyro/*.csv').whole).toEqual([['d/acc/1.csv', 'd/gyro/1.csv'], ['d/acc/2.csv', 'd/gyro/2.csv']]);
  });

  it('gives a file to the sensor that says more of its name', () => {
    expect(group(['1.csv', '1.gyro.csv'], '*.csv', '*.gyro.csv').whole).toEqual([['1.csv', '1.gyro.csv']]);
  });
});

describe('a source of several sensors', () => {
  const hapt = hasShared('motion-hapt') ? unpackShared('motion-hapt') : undefined;
  beforeAll(() => vi.stubEnv('NX_IMPULSE_CACHE', makeFolder()));

  const SENSORS: SensorFiles[] = [
    { name: 'acc', file: '*.acc.csv', axes: ['accX', 'accY', 'accZ'], params: {} },
    { name: 'gyro', file: '*.gyro.csv', axes: ['gyrX', 'gyrY', 'gyrZ'], params: {} },
  ];
  const axes = SENSORS.flatMap((sensor) => sensor.axes);

  async function ingest(root: string, source: DataSource, input = { frequencyHz: 50, axes }) {
    const output = makeFolder();
    const request = { root, sources: [source], input, blocks: {}, output, scratch: makeFolder(), progress: () => undefined };
    const { document } = await ingestDataset(request);
    return { document, dataset: openDataset(output) };
  }

  it('is a sample a recording, and lists files without their others', async () => {
    const csv = (names: string, ms: number, count: number): string => [`timestamp,${names}`, ...Array.from({ length: count }, (_, i) => [i * ms, ...names.split(',').map((_name, axis) => axis)].join(','))].join('\n');
    const wav = makeWav(Array.from({ length: 4000 }, (_, i) => i % 100), { hz: 4000 });
    const root = makeFolder({ 'd/walk/1.acc.csv': csv('accX,accY,accZ', 16, 63), 'd/walk/1.wav': wav, 'd/run/2.acc.csv': csv('accX,accY,accZ', 16, 63), 'd/run/2.gyro.csv': '' });
    const sensors: SensorFiles[] = [SENSORS[0]!, { name: 'microphone', file: '*.wav', axes: ['audio'], params: {} }];
    const source: DataSource = { path: 'd/**/*.*', label: { kind: 'dir' }, params: {}, sensors };
    const input = { frequencyHz: 4000, axes: ['audio', 'accX', 'accY', 'accZ'] };
    const { dataset, document } = await ingest(root, source, input);
    expect(dataset.samples.map(({ file, label, length, dtype, axes: own }) => [file, label, length, dtype, own.join()])).toEqual([['d/walk/1.acc.csv', 'walk', 4000, 'float32', 'audio,accX,accY,accZ']]);
    const values = dataset.values(dataset.samples[0]!);
    expect([values[0], values[4], values[8]]).toEqual([0, 1, 2]);
    expect([values[2], values[3]].map((value) => Math.round(value! * 1e5) / 1e5)).toEqual([1, 2]);
    expect(document.quarantine.map(({ file, code }) => `${file} ${code}`).sort()).toEqual(['d/run/2.acc.csv IMP_SENSOR_MISSING', 'd/run/2.gyro.csv IMP_SENSOR_UNKNOWN']);
  });

  it.skipIf(!hapt === undefined)(`gives back real recordings whose gyroscope was at another rate (${NO_SHARED})`, async () => {
    const [real] = findFiles(hapt!, '**/exp*.csv');
    const whole = readCsv({ file: 'real.csv', bytes: readFileSync(real!.absolute), axes, frequencyHz: 50, options: {} });
    const steps = 2000;
    const gyro = [0, 1, 2].map((axis) => resample(column(whole, `gyr${'XYZ'[axis]}`).slice(0, steps + 100), 2));
    const write = (names: string[], ms: number, count: number, value: (step: number, axis: number) => number): string =>
      [`timestamp,${names.join(',')}`, ...Array.from({ length: count }, (_, i) => [1000 + i * ms, ...names.map((_name, axis) => value(i, axis))].join(','))].join('\n');
    const root = makeFolder({
      'd/x/real.acc.csv': write(axes.slice(0, 3), 20, steps, (step, axis) => whole.values[step * 6 + axis]!),
      'd/x/real.gyro.csv': write(axes.slice(3), 10, 2 * steps, (step, axis) => gyro[axis]![step]!),
    });
    const { dataset } = await ingest(root, { path: 'd/**/*.csv', label: { kind: 'dir' }, params: {}, sensors: SENSORS });
    const [sample] = dataset.samples;
    expect(sample).toMatchObject({ length: steps, frequencyHz: 50, axes });
    const fused = { axes, values: Float32Array.from(dataset.values(sample!)) } as Recording;
    for (const axis of axes.slice(0, 3)) expect(column(fused, axis), axis).toEqual(column(whole, axis).slice(0, steps));
    // Below 11.5 Hz, where people move: near 25 Hz both filters cut.
    const slow = (recording: Recording, axis: string): Float64Array => resample(column(recording, axis).slice(0, steps), 0.5).slice(100, -100);
    for (const axis of axes.slice(3)) {
      const [is, was] = [slow(fused, axis), slow(whole, axis)];
      const energy = (values: Float64Array): number => values.reduce((sum, value) => sum + value * value, 0);
      const lossDb = 10 * Math.log10(energy(is.map((value, i) => value - was[i]!)) / energy(was));
      console.log(`${axis} of HAPT at 100 Hz, fused at 50 Hz: ${lossDb.toFixed(1)} dB off`);
      expect(lossDb, axis).toBeLessThan(-60);
    }
  });
});
