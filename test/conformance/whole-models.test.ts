import { expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { drawInputs, seededRandom, WHOLE_FAMILIES } from './random-models';
import { runManyOnHost } from './run-model';
import { runLiteRt, runTflm } from './run-interpreter';

const MODELS_PER_FAMILY = Number(process.env.NX_IMPULSE_RANDOM_MODELS ?? 2);
const RUNS = 3;

test.each([['TensorFlow Lite Micro', runTflm], ['LiteRT', runLiteRt]] as const)(
  'random models of one operator on int32 and bool equal %s bit for bit',
  (interpreter, run) => {
    const chosen = WHOLE_FAMILIES.filter(({ golden = 'TensorFlow Lite Micro' }) => golden === interpreter);
    const cases = chosen.flatMap(({ name, draw, whole }, family) => Array.from({ length: MODELS_PER_FAMILY }, (_, at) => {
      const random = seededRandom(31 * family + at);
      const graph = draw(random);
      const inputs = Array.from({ length: RUNS }, (__, index) => drawInputs(graph, random, index, false, whole));
      return { family: name, name: `model_${family}_${at}`, file: writeFlatbuffer(graph, name), inputs, outputCount: graph.outputs.length };
    }));
    const wanted = run(cases);
    const got = runManyOnHost(cases.map(({ file, name, inputs }) => ({ name, inputs, model: compileModel(file, { name, arch: 'portable' }) })));
    const different = cases.flatMap(({ family, name }, at) => {
      const result = wanted[at];
      if ('error' in result) return [`${family}: ${result.error}`];
      return Buffer.concat(got[at]).equals(result.outputs) && result.outputs.length > 0 ? [] : [`${family} (${name}): other bits`];
    });
    expect(different).toEqual([]);
  },
);
