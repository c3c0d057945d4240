import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assetRoot } from '../paths';
import { readBenchmarkLog } from './benchmark-log';
import { cyclesOf } from './counts';
import { fitLog } from './fit-log';
import { readTarget } from './read-target';

const target = readTarget(join(assetRoot, 'targets', 'stm32l4r5'));
const PLACES = { file: 'serial.txt', folder: 'library' };

/** A run of an impulse with two models, both of which begin with a convolution. */
const LOG = `impulse-benchmark 1
impulse door
target stm32l4r5
core cortex-m4f
toolchain gcc
flags -O2
clock 0
unit cycles
runs 1
model door_word ${'1'.repeat(64)}
model door_voice ${'2'.repeat(64)}
layers door_word
layer 0 CONV_2D 3000
layer 1 RELU 500
layers door_voice
layer 0 CONV_2D 9000
dsp 1
models 12500
post 1
total 12502
end
`;

test('operators of one name in two models are two rows, each with its own counts', () => {
  const cost = (alu: number) => ({ counts: { alu, total: alu } });
  const regions = { 'door_word:conv_2d_0': cost(3000), 'door_word:relu_1': cost(500), 'door_voice:conv_2d_0': cost(9000) };
  const { fit } = fitLog(target, readBenchmarkLog(LOG, 'serial.txt'), { log: LOG, regions }, PLACES);
  const rows = fit.rows.map(({ name, published, zeroWait }) => [name, published, zeroWait]);
  expect(rows).toEqual(
    Object.entries({ 'door_word:conv_2d_0': 3000, 'door_word:relu_1': 500, 'door_voice:conv_2d_0': 9000 }).map(([name, cycles]) => {
      return [name, cycles, cyclesOf({ alu: cycles, total: cycles }, target.core.model!)];
    }),
  );
});

test('an operator of the one model is none of the other', () => {
  const moved = LOG.replace('layer 1 RELU 500\nlayers door_voice\n', 'layers door_voice\nlayer 1 RELU 500\n');
  const call = () => fitLog(target, readBenchmarkLog(moved, 'serial.txt'), { log: LOG, regions: {} }, PLACES);
  expect(call).toThrow(expect.objectContaining({ code: 'IMP_LOG_OTHER', message: expect.stringContaining('no operator 1 of the kind RELU') }));
});

test('a line that the capture lost is told', () => {
  const call = () => fitLog(target, readBenchmarkLog(LOG.replace('layer 1 RELU 500\n', ''), 'serial.txt'), { log: LOG, regions: {} }, PLACES);
  const words = 'it has no line of operator 1, RELU, of "door_word": the capture lost it';
  expect(call).toThrow(expect.objectContaining({ code: 'IMP_LOG_OTHER', message: expect.stringContaining(words) }));
});
