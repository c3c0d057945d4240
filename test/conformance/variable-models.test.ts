import { describe, expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { seededRandom, toBytes } from './random-drafts';
import { runManyOnHost } from './run-model';
import { runLiteRt, runTflm } from './run-interpreter';
import { writeStream, type Stream } from './variable-models';

const RUNS = 6;

const STREAMS = (['float32', 'int8'] as const).flatMap((dtype) =>
  [false, true].flatMap((assignsFirst) => ['zeros', 'values'].map((initial) => ({ dtype, assignsFirst, initial }))));

describe('a ring in a resource variable', () => {
  const random = seededRandom(11);
  const draw = (dtype: 'float32' | 'int8', count: number): Uint8Array =>
    toBytes(Array.from({ length: count }, () => (dtype === 'int8' ? random.integer(-128, 127) : random.uniform() * 2 - 1)), dtype);
  const cases = STREAMS.map(({ dtype, assignsFirst, initial }, index) => {
    const [kept, depth] = [random.integer(1, 5), random.integer(1, 7)];
    const first = draw(dtype, kept * depth);
    const stream: Stream = { dtype, kept, depth, assignsFirst, initial: initial === 'zeros' ? first.map(() => 0) : first };
    const file = writeStream(stream);
    return { file, name: `ring_${index}`, outputCount: 1, inputs: Array.from({ length: RUNS }, () => draw(dtype, depth)) };
  });

  test('gives run by run what TensorFlow Lite Micro and LiteRT give', () => {
    const compiled = cases.map((item) => ({ ...item, model: compileModel(item.file, { name: item.name, arch: 'portable' }) }));
    const got = runManyOnHost(compiled).map((runs) => Buffer.concat(runs));
    const [tflm, litert] = [runTflm(cases), runLiteRt(cases)];
    got.forEach((outputs, index) => {
      expect(tflm[index], `model ${index}`).toEqual({ outputs });
      expect(litert[index], `model ${index}`).toEqual({ outputs });
    });
  });

  test('is read where it lies, unless it is assigned before', () => {
    const reads = cases.map(({ file }) => compileModel(file, { name: 'm', arch: 'portable' }).ops.filter(({ name }) => name === 'READ_VARIABLE').length);
    expect(reads).toEqual(STREAMS.map(({ assignsFirst }) => (assignsFirst ? 1 : 0)));
  });
});
