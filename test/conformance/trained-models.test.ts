import { describe, expect, it } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import type { Graph } from '../../plugin/compiler/ir/graph';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { cutOperator, inputsOf, showEveryTensor, splitOutputs, type TensorRuns } from './cut-operators';
import { quantizeClassifiers, type QuantizedClassifier } from './quantized-classifiers';
import { runLiteRt, runTflm, type InterpreterResult } from './run-interpreter';
import { runManyOnHost } from './run-model';

describe('models of the learn blocks, quantized', () => {
  it('give the same bits in TensorFlow Lite Micro and in generated C++', async () => {
    await expectSameBits(await quantizeClassifiers());
  });

  it('hold inner tensors of the same bits too, each within one step of what LiteRT makes of its operator alone', async () => {
    const shown = (await quantizeClassifiers()).map((item) => ({ ...item, graph: showEveryTensor(item.graph) }));
    const outputs = await expectSameBits(shown);
    const cases = shown.flatMap(({ graph, windows }, index) => cutOperators(graph, splitOutputs(graph, outputs[index]).set(graph.inputs[0], windows)));
    runLiteRt(cases).forEach((result, index) => {
      const { graph, wanted } = cases[index];
      expect(largestDifference(graph, wanted, outputsOf(result)), `${graph.ops[0].name} ${index}`).toBeLessThanOrEqual(1);
    });
  });
});

/** Gives TensorFlow Lite Micro's outputs, which the generated C++ has to give as well. */
async function expectSameBits(classifiers: QuantizedClassifier[]): Promise<Buffer[]> {
  const cases = classifiers.map(({ id, graph, windows }, index) => ({
    id, file: writeFlatbuffer(graph, id), inputs: windows, outputCount: graph.outputs.length, name: `model_${index}`,
  }));
  const wanted = runTflm(cases).map(outputsOf);
  const got = runManyOnHost(cases.map((item) => ({ ...item, model: compileModel(item.file, { name: item.name, arch: 'portable' }) })));
  cases.forEach(({ id }, index) => expect(Buffer.concat(got[index]), `${id} ${index}`).toEqual(wanted[index]));
  return wanted;
}

/** Each operator as a model, with its inputs and outputs in the runs of the whole one. */
function cutOperators(graph: Graph, runs: TensorRuns) {
  return graph.ops.map((op) => {
    const cut = cutOperator(graph, op);
    const wanted = Buffer.concat(runs.get(op.outputs[0])!);
    return { graph: cut, file: writeFlatbuffer(cut, op.name), inputs: inputsOf(graph, op, runs), outputCount: 1, wanted };
  });
}

/** In steps of int8, or in bytes that differ where the operator is float32. */
function largestDifference({ tensors, outputs }: Graph, wanted: Buffer, got: Buffer): number {
  expect(got.length).toBe(wanted.length);
  if (tensors[outputs[0]].dtype !== 'int8') return got.equals(wanted) ? 0 : Infinity;
  return wanted.reduce((most, _, at) => Math.max(most, Math.abs(wanted.readInt8(at) - got.readInt8(at))), 0);
}

function outputsOf(result: InterpreterResult): Buffer {
  expect(result, 'the interpreter takes the model').not.toHaveProperty('error');
  return (result as { outputs: Buffer }).outputs;
}
