import { describe, expect, test } from 'vitest';
import { compileModel, type CompileOptions } from '../../plugin/compiler/compile-model';
import { expOf, logOf } from '../../plugin/compiler/ops/float-arithmetic';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { CLOSE_FAMILIES, drawExtremes, drawInputs, FAMILIES, seededRandom, type Family } from './random-models';
import { oneOperatorGraph } from '../one-operator';
import { AVX2, hasAvx2, NO_AVX2, runManyOnHost, runOnHost } from './run-model';
import { runLiteRt, runTflm } from './run-interpreter';

const MODELS_PER_FAMILY = Number(process.env.NX_IMPULSE_RANDOM_MODELS ?? 3);
const RUNS = 4;

/** Plain kernels, tiles, tiles of folded filters, lanes and vectors where there are weights. */
function archsFor(family: string): CompileOptions['arch'][] {
  return /CONV|FULLY_CONNECTED/.test(family) && / u?int8$/.test(family) ? ['x86-64', 'portable', 'armv7e-m', 'armv8.1-m'] : ['portable'];
}

/** Kernels whose code layers share, alone and over their input. */
const SHARED = ['conv_2d_shared_s8', 'depthwise_shared_s8', 'fully_connected_shared_s8'];

/** Kernels that do several operators at once. */
const FUSED = ['conv_depthwise_packed_s8', 'depthwise_conv_packed_s8', 'conv_depthwise_conv_packed_s8', 'conv_max_pool_packed_s8', 'conv_average_pool_packed_s8'];

/** Kernels that a goal other than the default prefers. */
const PREFERRED = [SHARED.map((kernel) => `${kernel} apart`), SHARED.map((kernel) => `${kernel} over its input`), ['conv_2d_s8', 'depthwise_conv_2d_s8', 'fully_connected_s8', 'fully_connected_per_channel_s8'], ['depthwise_3x3_shared_s8']];

/** What each model is compiled for: every instruction set, and on tiles every kernel there is. */
function buildsFor(family: string): Pick<CompileOptions, 'arch' | 'kernels'>[] {
  const archs = archsFor(family);
  const fused = family.includes(' and ') ? (['portable', 'armv7e-m'] as const).map((arch) => ({ arch, kernels: FUSED })) : [];
  return [...archs.flatMap((arch) => [{ arch }, ...(archs.length > 1 && arch === 'portable' ? PREFERRED.map((kernels) => ({ arch, kernels })) : [])]), ...fused];
}

describe('random models of one operator', () => {
  test.each(FAMILIES)('$name equals the reference bit for bit', ({ name, draw, isPositive, whole, golden = 'TensorFlow Lite Micro' }) => {
    const random = seededRandom(Array.from(name).reduce((sum, character) => sum * 31 + character.charCodeAt(0), 7) % 100_003);
    const cases = Array.from({ length: MODELS_PER_FAMILY }, (_, index) => {
      const graph = draw(random);
      const file = writeFlatbuffer(graph, name);
      const inputs = Array.from({ length: RUNS }, (_, run) => drawInputs(graph, random, run, isPositive, whole));
      return { file, inputs, outputCount: graph.outputs.length, graph, name: `model_${index}` };
    });
    const wanted = golden === 'LiteRT' ? runLiteRt(cases) : runTflm(cases);
    const compiled = buildsFor(name).flatMap((build, at) =>
      cases.map((item) => {
        const prefix = `${item.name}_${at}`;
        return { ...item, name: prefix, inputs: [...item.inputs, ...drawExtremes(item.graph, random)], model: compileModel(item.file, { name: prefix, ...build }) };
      }),
    );
    runManyOnHost(compiled).forEach((got, at) => {
      const index = at % cases.length;
      const result = wanted[index];
      expect(result, 'the interpreter takes the model').not.toHaveProperty('error');
      if ('outputs' in result) expect(describeDifference(Buffer.concat(got.slice(0, RUNS)), result.outputs, cases[index].graph), `model ${index}`).toBe('equal');
    });
  });
});

describe.skipIf(!hasAvx2())(`random models of one layer with weights (${NO_AVX2})`, () => {
  const layers = FAMILIES.filter(({ name }) => archsFor(name).includes('x86-64'));

  test.each(layers)('$name gives by AVX2 what the portable kernels give', ({ name, draw }) => {
    const random = seededRandom(name.length);
    const runs = Array.from({ length: 2 * MODELS_PER_FAMILY }, (_, index) => {
      const graph = draw(random);
      const inputs = [...Array.from({ length: RUNS }, (__, run) => drawInputs(graph, random, run)), ...drawExtremes(graph, random)];
      return { name: `model_${index}`, inputs, model: compileModel(writeFlatbuffer(graph, name), { name: `model_${index}`, arch: 'x86-64' }) };
    });
    expect(runManyOnHost(runs, 'g++', AVX2)).toEqual(runManyOnHost(runs));
  });
});

/** A few units in the last place of a score, or of a value's own. */
const CLOSE = 4 * 2 ** -24;

describe('random models of one operator with an exp() or log() of our own', () => {
  test.each(CLOSE_FAMILIES)('$name equals the reference within a few units in the last place', ({ name, draw, isPositive, whole, closeTo, golden = 'TensorFlow Lite Micro' }) => {
    const random = seededRandom(name.length);
    const cases = Array.from({ length: MODELS_PER_FAMILY }, (_, index) => {
      const graph = draw(random);
      const file = writeFlatbuffer(graph, name);
      const inputs = Array.from({ length: RUNS }, (__, run) => drawInputs(graph, random, run, isPositive, whole));
      return { file, inputs, outputCount: graph.outputs.length, graph, name: `model_${index}` };
    });
    const results = (golden === 'LiteRT' ? runLiteRt : runTflm)(cases);
    const compiled = cases.map((item) => (
      { ...item, inputs: [...item.inputs, ...drawExtremes(item.graph, random)], model: compileModel(item.file, { name: item.name, arch: 'portable' }) }));
    runManyOnHost(compiled).forEach((runs, at) => {
      const result = results[at];
      expect(result).not.toHaveProperty('error');
      const wanted = 'outputs' in result ? readFloats(result.outputs) : [];
      const got = readFloats(Buffer.concat(runs.slice(0, RUNS)));
      expect(got).toHaveLength(wanted.length);
      expect(findFar(got, wanted, closeTo), `model ${at}`).toEqual([]);
    });
  });
});

describe('exp() and log() of the tables that the compiler fills in', () => {
  test.each([['EXP', expOf, -105, 90], ['LOG', logOf, 2 ** -130, 50]] as const)('%s equals the kernel bit for bit', (name, compute, low, high) => {
    const count = 4096;
    const values = Float32Array.from({ length: count }, (_, at) => low + ((high - low) * at) / (count - 1));
    const model = compileModel(writeFlatbuffer(oneOperatorGraph(name, [1, count]), name), { name: 'model', arch: 'portable' });
    const got = readFloats(Buffer.from(runOnHost(model, 'model', [new Uint8Array(values.buffer)])[0]));
    expect(got).toEqual(Array.from(values, compute));
  });
});

/** Of a layer that reads what it gave, summed by LiteRT's vectors in another order. */
const CLOSE_OF_TURNS = 4 * CLOSE;

/** Results that are further away than a few units in the last place: of their own, or of the largest of their run. */
function findFar(got: readonly number[], wanted: readonly number[], closeTo: Family['closeTo']): string[] {
  const perRun = wanted.length / RUNS;
  return got.flatMap((value, at) => {
    const run = Math.floor(at / perRun) * perRun;
    const size = closeTo === 'largest' ? wanted.slice(run, run + perRun).reduce((most, each) => Math.max(most, Math.abs(each)), 0) : Math.max(1, Math.abs(wanted[at]));
    return Math.abs(value - wanted[at]) <= (closeTo === 'turns' ? CLOSE_OF_TURNS : CLOSE) * size ? [] : [`${value} instead of ${wanted[at]} at ${at}, of at most ${size}`];
  });
}

function readFloats(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(4 * at));
}

function describeDifference(got: Buffer, wanted: Buffer, graph: object): string {
  if (wanted.length > 0 && got.equals(wanted)) return 'equal';
  const first = got.findIndex((byte, at) => byte !== wanted[at]);
  const count = got.filter((byte, at) => byte !== wanted[at]).length;
  const shown = JSON.stringify(graph, (key, value: unknown) => (key === 'data' ? undefined : value));
  return `${count} of ${wanted.length} bytes differ (${got.length} given), the first at ${first}: ${got[first]} instead of ${wanted[first]}; ${shown}`;
}
