import { describe, expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import type { Graph } from '../../plugin/compiler/ir/graph';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureModel } from '../../plugin/estimate/measure-model';
import { readCore } from '../../plugin/estimate/read-target';
import { drawOutput, drawQuantized, drawScale, drawWeights, oneOperator, slideOutput, type Draft, type Random } from './random-drafts';
import { drawInputs, seededRandom } from './random-models';
import { runTflm } from './run-interpreter';

/**
 * Batches, height, width, channels and padding (0: same) of a 3x3 depthwise convolution: lines of every rest by four, edges, none of them, both
 * directions, and in place what is large enough.
 */
const SHAPES = [[1, 17, 13, 3, 0], [1, 7, 4, 3, 0], [2, 4, 6, 8, 0], [1, 15, 19, 4, 0], [1, 3, 8, 2, 1], [1, 6, 4, 3, 1], [1, 14, 16, 2, 0], [1, 8, 5, 1, 0], [1, 3, 3, 5, 0]];
const KERNELS = ['depthwise_3x3_packed_s8', 'depthwise_3x3_packed_s8 apart', 'depthwise_3x3_shared_s8 apart'];

function drawLayer(random: Random, [batches, height, width, depth, padding]: number[], cuts: boolean): Graph {
  const input: Draft = { shape: [batches, height, width, depth], ...drawQuantized(random, drawScale(random, -7, -3)) };
  const [filter, bias] = drawWeights(random, [1, 3, 3, depth], 3, input, true, true);
  const shape = [batches, slideOutput(height, 3, 1, 1, padding), slideOutput(width, 3, 1, 1, padding), depth];
  const drawn = drawOutput(random, true, shape, -5, -2);
  const output = cuts ? { ...drawn, zeroPoint: -128 } : drawn;
  const options = { padding, strideWidth: 1, strideHeight: 1, activation: 0, dilationWidth: 1, dilationHeight: 1 };
  return oneOperator('DEPTHWISE_CONV_2D', 3, [input, filter, bias], [output], options);
}

describe.skipIf(!findEmulatorTools())('lines of depthwise convolutions that layers share on emulated cores (needs the emulator)', () => {
  test.each([['cortex-m4f', 'armv7e-m'], ['cortex-m7', 'armv7e-m-dual']] as const)('equal TensorFlow Lite Micro on %s', async (id, arch) => {
    const random = seededRandom(11);
    const cases = SHAPES.map((shape, index) => {
      const graph = drawLayer(random, shape, index % 2 === 0);
      return { file: writeFlatbuffer(graph, 'lines'), inputs: [0, 1].map((run) => drawInputs(graph, random, run)), outputCount: 1 };
    });
    for (const [index, golden] of runTflm(cases).entries()) {
      const model = compileModel(cases[index].file, { name: 'model', arch, kernels: [KERNELS[index % KERNELS.length]] });
      const costs = await measureModel(model, { name: 'model', core: readCore(id), input: Buffer.concat(cases[index].inputs) });
      expect(golden).not.toHaveProperty('error');
      // down an image without padding, lines of the input and the output are apart; a Cortex-M7 has code of its own for each layer that is not shared
      const [, height, width, , padding] = SHAPES[index];
      const slides = Object.keys(costs.functionBytes).some((name) => name.includes('slide_lines_s8'));
      expect(slides, `model ${index}`).toBe((padding === 0 || height < width) && (id === 'cortex-m4f' || index % KERNELS.length === 2));
      if ('outputs' in golden) expect(Buffer.from(costs.run.output).equals(golden.outputs), `model ${index}`).toBe(true);
    }
  });
});
