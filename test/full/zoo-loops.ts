import { compileModel } from '../../plugin/compiler/compile-model';
import { byteLength } from '../../plugin/compiler/ir/graph';
import { CONTROL } from '../../plugin/compiler/ops/control-flow';
import { importAsIs } from '../../plugin/compiler/tflite/import-graph';
import { readFlatbuffer } from '../../plugin/compiler/tflite/read-flatbuffer';
import { drawInputs, seededRandom } from '../conformance/random-models';
import { runLiteRt } from '../conformance/run-interpreter';
import { runManyOnHost } from '../conformance/run-model';
import { RUNS, type ZooModel } from './zoo-models';

/** Float results that go through exp() or tanh() of our own turn after turn. */
const CLOSE = 64 * 2 ** -24;

/** Whether a model runs subgraphs: their operators have no place of their own in an interpreter. */
export function hasControlFlow({ file }: ZooModel): boolean {
  return importAsIs(readFlatbuffer(file)).ops.some(({ name }) => name === CONTROL.loop || name === CONTROL.branch);
}

/** Whether complex numbers pass between its operators: no model gives them away, so that some are no models of their own. */
export function hasSpectrum({ file }: ZooModel): boolean {
  return importAsIs(readFlatbuffer(file)).tensors.some(({ dtype }) => dtype === 'complex64');
}

/** Models whose outputs LiteRT's reference kernels do not give: floats but for their last digits, all else to the bit. */
export function compareWhole(models: readonly ZooModel[]): string[] {
  const cases = models.map(({ name, file }, index) => {
    const graph = importAsIs(readFlatbuffer(file));
    const random = seededRandom(index + 1);
    const inputs = Array.from({ length: RUNS }, (_, run) => drawInputs(graph, random, run));
    const model = compileModel(file, { name: `whole_${index}`, arch: 'portable' });
    return { title: name, name: `whole_${index}`, file, graph, inputs, model, outputCount: graph.outputs.length };
  });
  if (cases.length === 0) return [];
  const got = runManyOnHost(cases);
  const wanted = runLiteRt(cases);
  return cases.flatMap(({ title, graph }, index) => {
    const result = wanted[index];
    if ('error' in result) return [`${title}: no interpreter takes it: ${result.error}`];
    const outputs = graph.outputs.map((id) => graph.tensors[id]);
    return differ(Buffer.concat(got[index]), result.outputs, outputs.map((tensor) => ({ isFloat: tensor.dtype === 'float32', bytes: byteLength(tensor) }))).map(
      (problem) => `${title}: ${problem}`,
    );
  });
}

/** One line an output of a run that is another. */
function differ(got: Buffer, wanted: Buffer, outputs: readonly { isFloat: boolean; bytes: number }[]): string[] {
  if (got.length !== wanted.length) return [`${got.length} bytes instead of ${wanted.length}`];
  const problems: string[] = [];
  for (let at = 0; at < got.length;) {
    for (const { isFloat, bytes } of outputs) {
      const apart = isFloat ? distance(got.subarray(at, at + bytes), wanted.subarray(at, at + bytes)) : Infinity;
      const isSame = got.subarray(at, at + bytes).equals(wanted.subarray(at, at + bytes));
      if (!isSame && !(apart <= CLOSE)) problems.push(`an output at byte ${at} is ${isFloat ? `${apart.toExponential(1)} apart` : 'another'}`);
      at += bytes;
    }
  }
  return problems;
}

function distance(got: Buffer, wanted: Buffer): number {
  return Math.max(...Array.from({ length: got.length / 4 }, (_, at) => {
    const [value, other] = [got.readFloatLE(4 * at), wanted.readFloatLE(4 * at)];
    return Math.abs(value - other) / Math.max(1, Math.abs(other));
  }));
}
