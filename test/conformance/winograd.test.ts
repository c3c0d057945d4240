import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compileModel, type CompileOptions } from '../../plugin/compiler/compile-model';
import type { Graph } from '../../plugin/compiler/ir/graph';
import { importGraph } from '../../plugin/compiler/tflite/import-graph';
import { readFlatbuffer } from '../../plugin/compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureModel } from '../../plugin/estimate/measure-model';
import { readCore } from '../../plugin/estimate/read-target';
import { NO_SHARED, sharedFolder } from '../shared-data';
import { seededRandom, type Random } from './random-drafts';
import { drawExtremes, drawInputs } from './random-models';
import { runTflm } from './run-interpreter';
import { runManyOnHost, runOnHost } from './run-model';
import { hasSharedModels, readSharedModel } from './shared-models';
import { drawFusedBlock, drawLayer, KERNELS, SAME, SUMMING, VALID } from './winograd-layers';

const RUNS = 3;

/** A tensor of layers0.bin: what an operator of the model gave for the first input. */
interface Layer {
  op: string;
  op_index: number;
  offset: number;
  bytes: number;
}

interface Case {
  name: string;
  graph: Graph;
  file: Uint8Array;
  inputs: Uint8Array[];
}

function drawCases(random: Random, graphs: Graph[]): Case[] {
  return graphs.map((graph, index) => {
    const inputs = [...Array.from({ length: RUNS }, (_, run) => drawInputs(graph, random, run)), ...drawExtremes(graph, random)];
    return { name: `model_${index}`, graph, file: writeFlatbuffer(graph, 'winograd'), inputs };
  });
}

/** Every case on the host, by one kernel, under sanitizers and each run twice; the cases that differ from TensorFlow Lite Micro. */
function findDifferences(cases: Case[], options: Omit<CompileOptions, 'name'>): string[] {
  const wanted = runTflm(cases.map(({ file, inputs }) => ({ file, inputs, outputCount: 1 })));
  const compiled = cases.map((item) => ({ ...item, model: compileModel(item.file, { ...options, name: item.name }) }));
  expect(compiled.map(({ model }) => model.sdkFiles.find((file) => file.startsWith('nn/conv_'))), 'the kernel is taken')
    .toEqual(cases.map(() => `nn/${options.kernels![0]}.h`));
  return runManyOnHost(compiled).flatMap((got, index) => {
    const result = wanted[index];
    const isEqual = 'outputs' in result && Buffer.concat(got).equals(result.outputs);
    const { tensors } = cases[index].graph;
    return isEqual ? [] : [`${tensors[0].shape.join('x')} -> ${tensors.at(-1)!.shape.join('x')}`];
  });
}

/** Small images of each height with some of the widths, each with one of the depths and numbers of filters. */
function drawSmallLayers(random: Random, which: number): Graph[] {
  const sizes = [1, 2, 3, 4, 5];
  const isMine = ([height, width]: number[]): boolean => (height + width) % KERNELS.length === which;
  const images = sizes.flatMap((height) => sizes.map((width) => [height, width])).filter(isMine);
  const fitsFilter = ([height, width]: number[]): boolean => height >= 3 && width >= 3;
  const layers = images.flatMap((image) => [[...image, SAME], ...(fitsFilter(image) ? [[...image, VALID]] : [])]);
  return layers.map(([height, width, padding], index) =>
    drawLayer(random, [1 + (index % 7 === 0 ? 1 : 0), height, width, 4 * (1 + (index % 3))], [3, 2, 1, 4][index % 4], padding));
}

describe('integer Winograd on the host under sanitizers', () => {
  test.each(KERNELS)('%s equals TensorFlow Lite Micro on small images, edges on every side', (kernel) => {
    const random = seededRandom(kernel.length);
    const graphs = drawSmallLayers(random, KERNELS.indexOf(kernel));
    expect(findDifferences(drawCases(random, graphs), { arch: 'armv7e-m', kernels: [kernel] })).toEqual([]);
  });

  test.each(KERNELS)('%s equals TensorFlow Lite Micro on random layers', (kernel) => {
    const random = seededRandom(kernel.length + 1);
    const graphs = Array.from({ length: 4 }, () => {
      const shape = [1, random.integer(3, 12), random.integer(3, 12), 4 * random.integer(1, 12)];
      return drawLayer(random, shape, random.integer(1, 20), random.integer(0, 1));
    });
    expect(findDifferences(drawCases(random, graphs), { arch: 'portable', kernels: [kernel] })).toEqual([]);
  });

  test.each(SUMMING)('%s equals TensorFlow Lite Micro on residual blocks, and where the block adds what it reads', (kernel) => {
    const random = seededRandom(kernel.length);
    const sizes = [[1, 1, 1, 4], [1, 2, 3, 4], [2, 3, 4, 8], [1, 5, 5, 12], [1, 6, 9, 16]];
    const graphs = [...sizes.map((shape, index) => drawFusedBlock(random, shape, 1 + 3 * index)), drawFusedBlock(random, [1, 7, 6, 8], 8, true)];
    for (const arch of ['armv7e-m', 'portable'] as const) {
      expect(findDifferences(drawCases(random, graphs), { arch, kernels: [kernel] })).toEqual([]);
    }
  });

  test.skipIf(!hasSharedModels()).each(KERNELS)(`%s leaves every inner tensor of ic as it is (${NO_SHARED})`, (kernel) => {
    const shared = readSharedModel('ic_int8');
    const graph = importGraph(readFlatbuffer(shared.file));
    const read = (file: string): Buffer => readFileSync(join(sharedFolder()!, 'models', 'ic_int8', file));
    const convolutions = (JSON.parse(read('layers0.json').toString()) as Layer[]).filter(({ op }) => op === 'CONV_2D');
    const outputs = convolutions.map(({ op_index: index }) => graph.ops.find((op) => op.index === index)!.outputs[0]);
    const model = compileModel(writeFlatbuffer({ ...graph, outputs }, 'ic'), { name: 'ic', arch: 'armv7e-m', kernels: [kernel] });
    expect(model.sdkFiles).toContain(`nn/${kernel}.h`);
    const golden = read('layers0.bin');
    const [got] = runOnHost(model, 'ic', [shared.inputs.subarray(0, model.inputs[0].bytes)]);
    const wanted = Buffer.concat(convolutions.map(({ offset, bytes }) => golden.subarray(offset, offset + bytes)));
    expect(Buffer.from(got).equals(wanted)).toBe(true);
  });
});

describe.skipIf(!findEmulatorTools())('integer Winograd on emulated cores (needs the emulator)', () => {
  const CASES = ['cortex-m4f', 'cortex-m7', 'cortex-m3', 'cortex-m0plus'].flatMap((id) => KERNELS.map((kernel) => ({ id, kernel })));

  test.each(CASES)('$kernel on $id equals TensorFlow Lite Micro', async ({ id, kernel }) => {
    const core = readCore(id);
    const random = seededRandom(id.length);
    // an unrolled loop, a loop of it with another divisor, edges of all kinds
    for (const [shape, filters, padding] of [[[1, 7, 9, 16], 5, SAME], [[1, 6, 11, 40], 4, VALID]] as const) {
      const [{ graph, file, inputs }] = drawCases(random, [drawLayer(random, [...shape], filters, padding)]);
      const [golden] = runTflm([{ file, inputs, outputCount: graph.outputs.length }]);
      const model = compileModel(file, { name: 'model', arch: core.arch, kernels: [kernel] });
      const { run } = await measureModel(model, { name: 'model', core, input: Buffer.concat(inputs) });
      expect(golden).not.toHaveProperty('error');
      if ('outputs' in golden) expect(Buffer.from(run.output).equals(golden.outputs)).toBe(true);
    }
  });

  test.each(['cortex-m4f', 'cortex-m7', 'cortex-m3', 'cortex-m0plus'].flatMap((id) => SUMMING.map((kernel) => ({ id, kernel }))))(
    '$kernel on $id equals TensorFlow Lite Micro', async ({ id, kernel }) => {
      const core = readCore(id);
      const random = seededRandom(id.length);
      const [{ file, inputs }] = drawCases(random, [drawFusedBlock(random, [1, 7, 9, 16], 5)]);
      const [golden] = runTflm([{ file, inputs, outputCount: 1 }]);
      const model = compileModel(file, { name: 'model', arch: core.arch, kernels: [kernel] });
      expect(model.sdkFiles).toContain(`nn/${kernel}.h`);
      const { run } = await measureModel(model, { name: 'model', core, input: Buffer.concat(inputs) });
      expect('outputs' in golden && Buffer.from(run.output).equals(golden.outputs)).toBe(true);
    });
});
