import { describe, expect, test } from 'vitest';
import { compileModel, type CompiledModel, type CompileOptions } from '../../plugin/compiler/compile-model';
import { ImpulseError } from '../../plugin/errors';
import { DTYPE_BYTES, type Dtype } from '../../plugin/compiler/ir/graph';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { columnsAlong, type Columns } from '../../plugin/compiler/streaming/columns';
import { NO_SHARED } from '../shared-data';
import { seededRandom, type Random } from './random-drafts';
import { drawStream, drawWordModel } from './random-streams';
import { AVX2, hasAvx2, runManyOnHost, type HostRuns } from './run-model';
import { hasSharedModels, readSharedModel } from './shared-models';

const MODELS_PER_TYPE = Number(process.env.NX_IMPULSE_RANDOM_MODELS ?? 5);
/** Windows behind the first whole one. */
const WINDOWS = 5;

/** A stream of columns, and how inputs are cut out of it. */
interface Stream {
  values: Uint8Array[];
  cut(from: number, columns: number): Uint8Array;
}

/** Random bytes of the type, finite; every third column repeats the one before. */
function drawColumns(random: Random, { outer, inner }: Columns, dtype: Dtype, count: number): Stream {
  const values: Uint8Array[] = [];
  for (let column = 0; column < count; column++) {
    values.push(column % 3 === 2 ? values[column - 1] : drawColumn(random, outer * inner, dtype));
  }
  const bytes = inner * DTYPE_BYTES[dtype];
  const cut = (from: number, columns: number): Uint8Array => Buffer.concat(Array.from({ length: outer }, (_, row) =>
    values.slice(from, from + columns).map((column) => column.subarray(row * bytes, (row + 1) * bytes))).flat());
  return { values, cut };
}

function drawColumn(random: Random, elements: number, dtype: Dtype): Uint8Array {
  if (dtype === 'float32') return new Uint8Array(Float32Array.from({ length: elements }, () => random.uniform() * 4 - 2).buffer);
  return Uint8Array.from({ length: elements * DTYPE_BYTES[dtype] }, () => random.integer(0, 255));
}

/** The whole model on each window of a stream, and the model of hops on the same stream. */
function runsOf(model: CompiledModel, name: string, { axis, hop, columns }: { axis: number; hop: number; columns?: number }, random: Random): [HostRuns, HostRuns] {
  const [{ shape, dtype }] = model.inputs;
  const time = columnsAlong(shape, axis, columns);
  const { count } = time;
  const runs = Math.ceil(count / hop);
  const ahead = runs * hop - count;
  const stream = drawColumns(random, time, dtype as Dtype, (runs + WINDOWS) * hop);
  const windows = Array.from({ length: WINDOWS + 1 }, (_, at) => stream.cut(ahead + at * hop, count));
  const hops = Array.from({ length: runs + WINDOWS }, (_, at) => stream.cut(at * hop, hop));
  expect(model.slide!.hop).toMatchObject({ hop, runs });
  const slide = { ...model.slide!, files: pick(model.files, `${name}_slide_`) };
  return [{ model: { ...model, files: pick(model.files, `${name}_model`) }, name, inputs: windows }, { model: slide, name: `${name}_slide`, inputs: hops }];
}

function pick(files: Record<string, string>, start: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([file]) => file.startsWith(start)));
}

function expectEqual(results: Uint8Array[][], labels: string[]): void {
  labels.forEach((label, at) => {
    const [windows, hops] = [results[2 * at], results[2 * at + 1].slice(-WINDOWS - 1)];
    expect(hops.map((output) => Buffer.from(output).toString('hex')), label).toEqual(windows.map((output) => Buffer.from(output).toString('hex')));
    expect(new Set(windows.map((output) => Buffer.from(output).toString('hex'))).size, `${label} gives other answers for other windows`).toBeGreaterThan(0);
  });
}

/** Undefined where nothing of the model slides. */
function compileStream(file: Uint8Array, options: CompileOptions): CompiledModel | undefined {
  try {
    return compileModel(file, options);
  } catch (error) {
    if (error instanceof ImpulseError && error.code === 'IMP_MODEL_STILL') return undefined;
    throw error;
  }
}

describe('random models over time', () => {
  test.each(['int8', 'float32', 'int16'] as const)('of %s give hop by hop what they give for whole windows, bit for bit', (dtype) => {
    const random = seededRandom(dtype.length * 7 + dtype.charCodeAt(0));
    const runs: HostRuns[] = [];
    const labels: string[] = [];
    const seen = new Set<string>();
    for (let index = 0; labels.length < MODELS_PER_TYPE; index++) {
      const { graph, axis, hop } = drawStream(random, dtype);
      const name = `model_${index}`;
      const arch = (['portable', 'armv7e-m', 'armv8.1-m'] as const)[index % 3];
      const optimize = index % 2 === 0 ? 'speed' : 'ram';
      const model = compileStream(writeFlatbuffer(graph, name), { name, arch, optimize, streaming: { axis, hop } });
      if (!model) continue;
      model.slide!.hop.sliding.forEach((operator) => seen.add(operator));
      runs.push(...runsOf(model, name, { axis, hop }, random));
      labels.push(`${name}, hop ${hop} along axis ${axis}: ${graph.ops.map(({ name: op, outputs }) => `${op} ${graph.tensors[outputs[0]].shape.join('x')} ${JSON.stringify(graph.ops[0].options)}`).join(', ')}`);
    }
    expectEqual(runManyOnHost(runs), labels);
    expect(seen.size).toBeGreaterThan(2);
  });
});

test('a flat vector of rows is a window of rows: a model on it slides by whole rows', () => {
  const streaming = { axis: 1, hop: 2, columns: 15 };
  const model = compileModel(writeFlatbuffer(drawWordModel(seededRandom(3), 15, 10, 3), 'words'), { name: 'words', arch: 'portable', optimize: 'speed', streaming });
  expectEqual(runManyOnHost(runsOf(model, 'words', streaming, seededRandom(9))), ['words']);
});

describe.skipIf(!hasSharedModels())(`models over time (${NO_SHARED})`, () => {
  test.each([
    ['str_ww_int8', 1, [{ arch: 'armv7e-m' }, { arch: 'portable', optimize: 'flash' }, { arch: 'armv8.1-m' }]],
    ['str_ww_int8', 4, [{ arch: 'armv7e-m', optimize: 'speed' }]],
    ['kws_int8', 2, [{ arch: 'armv7e-m', optimize: 'speed' }]],
  ] as const)('%s in hops of %i gives what it gives for whole windows', (model, hop, builds) => {
    const { file } = readSharedModel(model);
    const random = seededRandom(hop);
    const streaming = { axis: 1, hop };
    const runs = builds.flatMap((options, at) => runsOf(compileModel(file, { name: `m${at}`, ...options, streaming }), `m${at}`, streaming, random));
    expectEqual(runManyOnHost(runs), builds.map((options) => JSON.stringify(options)));
  });

  test.skipIf(!hasAvx2())('str_ww_int8 by AVX2 too', () => {
    const runs = runsOf(compileModel(readSharedModel('str_ww_int8').file, { name: 'm', arch: 'x86-64', streaming: { axis: 1, hop: 1 } }), 'm', { axis: 1, hop: 1 }, seededRandom(5));
    expectEqual(runManyOnHost(runs, 'g++', AVX2), ['x86-64']);
  });

  test('a hop of str_ww_int8 computes a column of each layer, and keeps what its filters reach', () => {
    const { macs, slide } = compileModel(readSharedModel('str_ww_int8').file, { name: 'sww', arch: 'armv7e-m', streaming: { axis: 1, hop: 1 } });
    expect([macs, slide!.macs]).toEqual([826_368, 46_040]);
    expect(slide!.stateBytes).toBe(3 * 40 + (5 + 10 + 15) * 128);
    expect(slide!.arenaBytes).toBeLessThanOrEqual(256);
  });
});
