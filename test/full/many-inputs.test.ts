import { describe, expect, onTestFinished, test } from 'vitest';
import { compileModel, type CompileOptions } from '../../plugin/compiler/compile-model';
import { importGraph } from '../../plugin/compiler/tflite/import-graph';
import { readFlatbuffer } from '../../plugin/compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureModel } from '../../plugin/estimate/measure-model';
import { readCore } from '../../plugin/estimate/read-target';
import { seededRandom, type Random } from '../conformance/random-drafts';
import { showEveryTensor } from '../conformance/cut-operators';
import { runTflm } from '../conformance/run-interpreter';
import { buildOnHost, FAST, FAST_AVX2, hasAvx2, runManyOnHost } from '../conformance/run-model';
import { cut, hasSharedModels, readSharedModel } from '../conformance/shared-models';
import { NO_SHARED } from '../shared-data';

const MODELS = ['kws_int8', 'ic_int8', 'vww_int8', 'ad_int8', 'str_ww_int8'];
/** Of each model, beside the recorded ones. */
const INPUTS = Number(process.env.NX_IMPULSE_MANY_INPUTS ?? 10_000);
/** What one process of the interpreter and one program run. */
const BATCH = 500;
const WITH_INNER_TENSORS = 300;
const ON_CORES = 100;

const CORES = ['cortex-m0plus', 'cortex-m3', 'cortex-m4f', 'cortex-m7', 'cortex-m33', 'cortex-m55'];

describe.skipIf(!hasSharedModels())(`the benchmark models on many inputs (${NO_SHARED})`, () => {
  test.each(MODELS)(`%s equals TensorFlow Lite Micro on ${INPUTS} inputs and all recorded ones`, (name) => {
    const shared = readSharedModel(name);
    const compile = (arch: CompileOptions['arch'], at: number) => {
      const name = `model_${at}`;
      return { name, model: compileModel(shared.file, { name, arch }) };
    };
    const models = (['portable', 'armv7e-m', 'armv8.1-m'] as const).map(compile);
    const programs = [buildOnHost(models, 'g++', FAST), ...(hasAvx2() ? [buildOnHost([compile('x86-64', 0)], 'g++', FAST_AVX2)] : [])];
    onTestFinished(() => programs.forEach((program) => program.remove()));
    const recorded = cut(shared.inputs, models[0].model.inputs[0].bytes);
    const inputs = [...recorded, ...drawMany(INPUTS, recorded, name)];
    for (let first = 0; first < inputs.length; first += BATCH) {
      const batch = inputs.slice(first, first + BATCH);
      const wanted = goldenOf(shared.file, batch, 1);
      const got = programs.flatMap((program, at) => program.run(at === 0 ? models.map(() => batch) : [batch]));
      got.forEach((outputs, at) => expect(Buffer.concat(outputs).equals(wanted), `build ${at}, inputs from ${first} on`).toBe(true));
      console.log(`${name}: ${first + batch.length} of ${inputs.length} inputs, ${got.length} builds`);
    }
  });

  test.each(MODELS)(`%s holds the same inner tensors on ${WITH_INNER_TENSORS} inputs`, (name) => {
    const shared = readSharedModel(name);
    const graph = showEveryTensor(importGraph(readFlatbuffer(shared.file)));
    const file = writeFlatbuffer(graph, name);
    const model = compileModel(file, { name: 'model', arch: 'portable' });
    const recorded = cut(shared.inputs, model.inputs[0].bytes);
    const inputs = [...recorded, ...drawMany(WITH_INNER_TENSORS, recorded, `${name} inside`)];
    const [got] = runManyOnHost([{ model, name: 'model', inputs }]);
    expect(Buffer.concat(got).equals(goldenOf(file, inputs, graph.outputs.length))).toBe(true);
    console.log(`${name}: ${graph.outputs.length} inner tensors on ${inputs.length} inputs`);
  });
});

describe.skipIf(!hasSharedModels() || !findEmulatorTools())(`the benchmark models on many inputs on emulated cores (${NO_SHARED}, the emulator)`, () => {
  const CASES = MODELS.flatMap((name) => CORES.map((id) => ({ id, name })));

  test.each(CASES)(`$name on $id equals TensorFlow Lite Micro on ${ON_CORES} inputs`, async ({ id, name }) => {
    const shared = readSharedModel(name);
    const core = readCore(id);
    const model = compileModel(shared.file, { name: 'model', arch: core.arch });
    const recorded = cut(shared.inputs, model.inputs[0].bytes);
    const inputs = drawMany(ON_CORES, recorded, id);
    const { run } = await measureModel(model, { name: 'model', core, input: Buffer.concat(inputs) });
    expect(Buffer.from(run.output).equals(goldenOf(shared.file, inputs, 1))).toBe(true);
    console.log(`${name} on ${id}: ${inputs.length} inputs`);
  });
});

/** In turn: any bytes, the two extremes mixed, a recorded input with small noise, one of its parts replaced by an extreme. */
function drawMany(count: number, recorded: readonly Uint8Array[], seed: string): Uint8Array[] {
  const random = seededRandom(Array.from(seed).reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 100_003, 7));
  return Array.from({ length: count }, (_, index) => KINDS[index % KINDS.length](random, random.choose(recorded)));
}

const fill = (length: number, draw: (at: number) => number): Uint8Array => new Uint8Array(Int8Array.from({ length }, (_, at) => draw(at)).buffer);

const KINDS: readonly ((random: Random, recorded: Uint8Array) => Uint8Array)[] = [
  (random, { length }) => fill(length, () => random.integer(-128, 127)),
  (random, { length }) => fill(length, () => random.choose([-128, 127])),
  (random, recorded) => {
    const width = random.choose([1, 4, 20]);
    return fill(recorded.length, (at) => Math.max(-128, Math.min(127, ((recorded[at] << 24) >> 24) + random.integer(-width, width))));
  },
  (random, recorded) => {
    const [begin, value] = [random.integer(0, recorded.length - 1), random.choose([-128, 127, 0])];
    return fill(recorded.length, (at) => (at < begin ? (recorded[at] << 24) >> 24 : value));
  },
];

function goldenOf(file: Uint8Array, inputs: Uint8Array[], outputCount: number): Buffer {
  const [result] = runTflm([{ file, inputs, outputCount }]);
  if ('error' in result) throw new Error(result.error);
  return result.outputs;
}
