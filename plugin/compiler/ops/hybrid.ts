import { elementCount } from '../ir/graph';
import { floatRange } from './activation';
import { firstProblem } from './checks';
import { constantValues } from './constants';
import type { Constants, Lowering, LoweringTarget, Node } from './operator';
import { biasTable } from './requantization';

/** Whether a layer has int8 weights and float32 activations, what the converter calls "dynamic range". */
export function isHybrid({ inputs: [input, filter] }: Node): boolean {
  return input?.dtype === 'float32' && filter?.dtype === 'int8';
}

/** What no hybrid kernel does: weights are constants with one symmetric scale, or one per slice of `axis`. */
export function checkHybrid({ op, inputs: [, filter, bias] }: Node, axis: number): string | undefined {
  const { scales, zeroPoints } = filter!.quantization ?? { scales: [], zeroPoints: [] };
  const channels = filter!.shape[axis];
  return firstProblem(
    !filter!.data && 'weights that are not constant',
    op.wasUnsigned && 'weights of uint8 with float32 activations',
    bias && (!bias.data || bias.dtype !== 'float32') && 'a bias that is not a constant float32',
    bias && elementCount(bias.shape) !== channels && `${elementCount(bias.shape)} biases for ${channels} channels`,
    scales.length !== 1 && scales.length !== channels && `${scales.length} weight scales for ${channels} channels`,
    !scales.every((scale) => scale >= 0) && 'negative weight scales',
    !zeroPoints.every((zeroPoint) => zeroPoint === 0) && 'weights with a zero point other than 0',
  );
}

/** One scale for all weights, where those of all channels are the same. */
export function hasOneScale({ inputs: [, filter] }: Node): boolean {
  const { scales } = filter!.quantization!;
  return scales.every((scale) => scale === scales[0]);
}

/** How a hybrid layer runs. */
interface HybridLayer {
  kernel: string;
  note: string;
  /** Sizes that the kernel is compiled for. */
  constants: Constants;
  channels: number;
  /** Whether the input's scale comes with a zero point. */
  isAsymmetric: boolean;
  /** Values that are quantised together. */
  count: number;
  isPerChannel: boolean;
}

/** The call of a hybrid kernel. Its first input is read before anything is written, unless another batch follows. */
export function lowerHybrid(node: Node, { savesArena, arch }: LoweringTarget, layer: HybridLayer): Lowering {
  const [input, filter, bias] = node.inputs;
  const { scales } = filter!.quantization!;
  const { kernel, note, constants, channels, isAsymmetric, count, isPerChannel } = layer;
  const values = Array.from({ length: isPerChannel ? channels : 1 }, (_, channel) => scales[scales.length === 1 ? 0 : channel]);
  const overlaps = savesArena && arch !== 'x86-64' && elementCount(input!.shape) === count;
  return {
    kernel,
    note: `${note}, int8 weights`,
    constants: {
      ...constants,
      asymmetric: isAsymmetric ? 1 : 0,
      per_channel: isPerChannel ? 1 : 0,
      ...floatRange(node.options.activation as number),
    },
    args: [
      { tensor: input! },
      { table: { name: 'filter', type: 'int8_t', values: constantValues(filter!) } },
      { table: { name: 'filter_scale', type: 'float', values } },
      { table: biasTable(bias, bias && constantValues(bias), channels, false) },
      { tensor: node.outputs[0] },
      { scratchBytes: count },
    ],
    ...(overlaps ? { writeDistance: 0 } : {}),
  };
}

/** CONV_2D: with one scale TFLite takes no zero point, unless there are groups. */
export function lowerHybridConv(node: Node, target: LoweringTarget, constants: Constants, note: string): Lowering {
  const [input, filter] = node.inputs;
  const isPerChannel = !hasOneScale(node) || filter!.shape[3] !== input!.shape[3];
  const layer = { channels: filter!.shape[0], isAsymmetric: isPerChannel, count: elementCount(input!.shape.slice(1)), isPerChannel };
  return lowerHybrid(node, target, { kernel: 'conv_2d_hybrid', note, constants, ...layer });
}
