import { elementCount, type Dtype } from '../ir/graph';
import { checkPerTensor, checkSameDtype, firstProblem } from './checks';
import { lookup } from './lookup';
import type { Lowering, Node, Operator } from './operator';

/** What an elementwise operator of one input computes. */
interface Unary extends Partial<Pick<Operator, 'options'>> {
  /** The int8 answer for each int8 input. Left out where neither TensorFlow Lite Micro nor LiteRT has the operator on int8. */
  compute?(node: Node): (value: number) => number;
  /** Where there is a kernel on int16. */
  lowerWide?: (node: Node) => Lowering;
  /** In place of a table on int8. */
  lowerNarrow?: (node: Node) => Lowering;
  /** Where there is a kernel on int32: numbers without a scale. */
  lowerWhole?: (node: Node) => Lowering;
  lowerFloat: (node: Node) => Lowering;
  /** What integers ask for beyond one scale. */
  checkInteger?(node: Node): string | undefined;
  /** Where the kernels fix it. */
  outputZeroPoint?: number;
}

/** An elementwise operator of one input: a table on int8, a kernel on float32. */
export function unary(computed: Unary): Operator {
  const { options = {}, compute, checkInteger, lowerNarrow, lowerWide, lowerWhole, lowerFloat, outputZeroPoint } = computed;
  const has = (dtype: Dtype, kernel: unknown): Dtype[] => (kernel ? [dtype] : []);
  return {
    options,
    infer: (node) => [node.inputs[0]!.shape],
    check: (node) =>
      firstProblem(
        checkSameDtype(node, [...has('int8', compute ?? lowerNarrow), ...has('int16', lowerWide), ...has('int32', lowerWhole), 'float32']),
        checkPerTensor(node.inputs[0], 'input'),
        checkPerTensor(node.outputs[0], 'output'),
      ) ??
      (node.outputs[0].dtype === 'int8' && outputZeroPoint !== undefined && node.outputs[0].quantization!.zeroPoints[0] !== outputZeroPoint
        ? `an output zero point other than ${outputZeroPoint}`
        : undefined) ??
      (['float32', 'int32'].includes(node.outputs[0].dtype) ? undefined : checkInteger?.(node)),
    lower(node) {
      const { dtype } = node.inputs[0]!;
      if (dtype === 'int8') return lowerNarrow ? lowerNarrow(node) : lookup(node, compute!(node));
      if (dtype === 'int32') return lowerWhole!(node);
      return dtype === 'int16' ? lowerWide!(node) : lowerFloat(node);
    },
    macs: () => 0,
    inPlace: [0],
  };
}

/** A float32 kernel that takes each element by itself. */
export function elementwise(node: Node, kernel: string, constants: Lowering['constants']): Lowering {
  return {
    kernel,
    constants: { elements: elementCount(node.outputs[0].shape), ...constants },
    args: [{ tensor: node.inputs[0]! }, { tensor: node.outputs[0] }],
  };
}
