import { describe, expect, it } from 'vitest';
import { readBenchmarkLog } from './benchmark-log';

const RUN = `impulse-benchmark 1
impulse keyword spotting
target my-board
compiler nx-impulse 0.1.0
core Arm v7 with FPU
toolchain 12.2.1 20221205
flags -O2 -g
clock 64000000
unit cycles
runs 10
model kws_keywords ${'0a'.repeat(32)}
layers kws_keywords
layer 0 CONV_2D 5000
layer 12 SOFTMAX 70
dsp 900
models 5100
post 8
total 6008
end
`;

const read = (text: string) => readBenchmarkLog(text, 'serial.txt');

describe('readBenchmarkLog', () => {
  const log = read(RUN);

  it('reads head, layers and sums', () => {
    expect(log).toMatchObject({ impulse: 'keyword spotting', flags: '-O2 -g', clockHz: 64e6, unit: 'cycles', dsp: 900, nn: 5100, post: 8, total: 6008 });
    expect(log.models).toEqual([{ name: 'kws_keywords', sha256: '0a'.repeat(32) }]);
    expect(log.layers).toEqual([
      { model: 'kws_keywords', index: 0, op: 'CONV_2D', cycles: 5000 },
      { model: 'kws_keywords', index: 12, op: 'SOFTMAX', cycles: 70 },
    ]);
  });

  it('does not mind CRLF, times before lines, other lines, and runs that were cut off', () => {
    const noisy = RUN.replace(/^layer 12/m, 'sensor ready\n\nlayer 12').split('\n');
    expect(read(`boot 3\r\n${RUN.slice(0, 200)}${noisy.join('\r\n')}more\r\n${RUN.slice(0, 90)}`)).toEqual(log);
    expect(read(noisy.map((line, i) => `12:00:${String(i).padStart(2, '0')}.123 -> ${line}`).join('\n'))).toEqual(log);
    expect(read(noisy.map((line) => `[00:00:01.5] ${line}`).join('\n'))).toEqual(log);
  });

  it('takes the least of several runs', () => {
    const slower = RUN.replace('CONV_2D 5000', 'CONV_2D 5100').replace('SOFTMAX 70', 'SOFTMAX 60');
    expect(read(RUN + slower).layers.map(({ cycles }) => cycles)).toEqual([5000, 60]);
  });

  it.each([
    ['nothing to do with it\n', 1, 'no line says "impulse-benchmark 1"'],
    [RUN.slice(0, 300), 1, 'no "end" follows: the capture was cut off'],
    [`x\n${RUN.replace('benchmark 1', 'benchmark 2')}`, 2, 'version "2" of the log is not what this reads: 1'],
    [RUN.replace('CONV_2D 5000', 'CONV_2D 50x0'), 13, '"layer 0 CONV_2D 50x0" is no "layer <index> <operator> <cycles>"'],
    [RUN.replace('layers kws_keywords\n', ''), 12, '"layer 0 CONV_2D 5000" is no "layer <index> <operator> <cycles>"'],
    [RUN.replace('0a0a', '0a'), 11, `"model kws_keywords ${'0a'.repeat(31)}" is no "model <name> <sha256>"`],
    [RUN.replace('dsp 900', 'dsp'), 15, '"dsp" is no "dsp <number>"'],
    [RUN.replace('total 6008\n', ''), 18, 'the run that ends here has no line "total"'],
    [RUN.replace(/^layers[^]*total.*$/m, 'failed: no cycle counter'), 12, 'failed: no cycle counter'],
    [RUN + RUN.replace('SOFTMAX', 'ADD'), 20, 'the run that begins here is of another impulse or build than the first: one log for each'],
  ])('says in which line what is wrong (%#)', (text, line, problem) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'IMP_LOG_INVALID', message: `serial.txt:${line}: ${problem}.` }));
  });
});
