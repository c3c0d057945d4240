import { describe, expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { NO_SHARED } from '../shared-data';
import { AVX2, hasAvx2, NO_AVX2, runManyOnHost, runOnHost } from './run-model';
import { cut, hasSharedModels, readSharedModel, type SharedModel } from './shared-models';

const INT8 = ['ad_int8', 'ic_int8', 'kws_int8', 'str_ww_int8', 'vww_int8'];
const BUILDS = [{ arch: 'portable' }, { arch: 'armv7e-m' }, { arch: 'armv7e-m', optimize: 'flash' }, { arch: 'armv8.1-m' }, { arch: 'x86-64' }] as const;
const FLOAT32 = ['ad_float', 'ic_float', 'vww_float'];

describe.skipIf(!hasSharedModels())(`the benchmark models on the host under sanitizers (${NO_SHARED})`, () => {
  test.each(INT8.flatMap((name) => BUILDS.map((build) => [name, build] as const)))('%s, compiled for %o, equals TensorFlow Lite Micro bit for bit', (name, build) => {
    const shared = readSharedModel(name);
    const model = compileModel(shared.file, { name: 'model', ...build });
    const results = runOnHost(model, 'model', cut(shared.inputs, model.inputs[0].bytes));
    expect(Buffer.concat(results).equals(shared.outputs)).toBe(true);
  });

  test.skipIf(!hasAvx2()).each(INT8)(`%s equals TensorFlow Lite Micro bit for bit by AVX2 (${NO_AVX2})`, (name) => {
    const shared = readSharedModel(name);
    const model = compileModel(shared.file, { name: 'model', arch: 'x86-64' });
    const [results] = runManyOnHost([{ model, name: 'model', inputs: cut(shared.inputs, model.inputs[0].bytes) }], 'g++', AVX2);
    expect(Buffer.concat(results).equals(shared.outputs)).toBe(true);
  });

  // exp() of softmax is ours; all the rest is the same sum in the same order
  test.each(FLOAT32)('%s equals TensorFlow Lite Micro within two units in the last place', (name) => {
    expectClose(readSharedModel(name));
  });

  // TensorFlow Lite Micro refuses float32 activations with weights of int8
  test('kws_float, whose 1x1 convolutions are hybrid, equals LiteRT\'s reference kernels within two units in the last place', () => {
    expectClose(readSharedModel('kws_float', 'output0.bin'));
  });
});

function expectClose(shared: SharedModel): void {
  const model = compileModel(shared.file, { name: 'model', arch: 'portable' });
  const results = Buffer.concat(runOnHost(model, 'model', cut(shared.inputs, model.inputs[0].bytes)));
  expect(results).toHaveLength(shared.outputs.length);
  for (let at = 0; at < results.length; at += 4) {
    const [got, wanted] = [results.readFloatLE(at), shared.outputs.readFloatLE(at)];
    expect(Math.abs(got - wanted)).toBeLessThanOrEqual(2 ** -22 * Math.abs(wanted));
  }
}
