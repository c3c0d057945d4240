import { checkPerTensor, checkSameDtype, firstProblem } from './checks';
import { roundHalfAway } from './activation';
import { clampToInt8 } from './integer-arithmetic';
import { lookup } from './lookup';
import type { Node, Operator } from './operator';

/** Name of the op: no operator of TFLite, but what its CONCATENATION does to parts of other scales on uint8. */
export const RESCALE = 'RESCALE';

const f = Math.fround;

/** int8 to another scale, in float32. */
export const rescale: Operator = {
  options: {},
  infer: (node) => [node.inputs[0]!.shape],
  check: (node) =>
    firstProblem(checkSameDtype(node, ['int8']), checkPerTensor(node.inputs[0], 'input'), checkPerTensor(node.outputs[0], 'output')),
  lower: (node) => lookup(node, changeScale(node)),
  macs: () => 0,
  inPlace: [0],
};

/** On values and zero points that are 128 higher, as the file has them. */
function changeScale({ inputs: [input], outputs: [output] }: Node): (value: number) => number {
  const [from, to] = [input!, output].map((tensor) => tensor.quantization!);
  const scale = f(f(from.scales[0]) * f(1 / f(to.scales[0])));
  const bias = f(-(from.zeroPoints[0] + 128) * scale);
  return (value) => clampToInt8(roundHalfAway(f(f((value + 128) * scale) + bias)) + to.zeroPoints[0]);
}
