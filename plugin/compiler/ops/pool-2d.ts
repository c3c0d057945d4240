import { checkActivation, floatRange, quantizedRange } from './activation';
import { checkPerTensor, checkRank, checkSameDtype, firstProblem, LAYER_TYPES } from './checks';
import type { Node, Operator } from './operator';
import { checkSliding, describeSliding, slide, type Sliding } from './spatial';
import { BY_VALUE, overlapInput } from './write-distance';

/** AVERAGE_POOL_2D: float32, int8. */
export const averagePool2d = pool2d('average_pool_2d', true);
/** MAX_POOL_2D: float32, int8. */
export const maxPool2d = pool2d('max_pool_2d', false);
/** L2_POOL_2D, the root of the mean square: float32, as both interpreters have it. */
export const l2Pool2d = pool2d('l2_pool_2d', false, ['float32']);

/**
 * AVERAGE_POOL_2D, MAX_POOL_2D, L2_POOL_2D: padding is left out of all.
 *
 * @param raised  whether a kernel of its own rounds as TFLite does on uint8
 */
function pool2d(kernel: string, raised: boolean, dtypes = LAYER_TYPES): Operator {
  return {
    options: {
      padding: { slot: 0, type: 'int8' },
      strideWidth: { slot: 1, type: 'int32' },
      strideHeight: { slot: 2, type: 'int32' },
      filterWidth: { slot: 3, type: 'int32' },
      filterHeight: { slot: 4, type: 'int32' },
      activation: { slot: 5, type: 'int8' },
    },

    infer(node) {
      const [input] = node.inputs;
      const { output_height, output_width } = slidePool(node);
      return [[input!.shape[0], output_height, output_width, input!.shape[3]]];
    },

    check(node) {
      const [input] = node.inputs;
      const [output] = node.outputs;
      return (
        firstProblem(checkSameDtype(node, dtypes), checkRank(input, 4, 'input'), checkSliding(node)) ??
        firstProblem(
          ((node.options.filterHeight as number) < 1 || (node.options.filterWidth as number) < 1) && 'an empty filter',
          checkPerTensor(input, 'input'),
          checkPerTensor(output, 'output'),
          checkActivation(node.options.activation as number),
        )
      );
    },

    lower(node, target) {
      const [input] = node.inputs;
      const [output] = node.outputs;
      const activation = node.options.activation as number;
      const { dilation_height: _rows, dilation_width: _columns, ...window } = slidePool(node);
      return {
        kernel: `${kernel}_${input!.dtype === 'float32' ? 'f32' : node.op.wasUnsigned && raised ? 'raised_s8' : 'integer'}`,
        note: describeSliding(slidePool(node), 'window', node.options.padding as number),
        constants: {
          batches: input!.shape[0],
          ...window,
          depth: input!.shape[3],
          ...(input!.dtype === 'float32' ? floatRange(activation) : quantizedRange(activation, output)),
        },
        args: [{ tensor: input! }, { tensor: output }],
        ...overlapInput(node, target, slidePool(node), BY_VALUE),
      };
    },

    macs: (node) => node.outputs[0].shape.reduce((product, size) => product * size, (node.options.filterHeight as number) * (node.options.filterWidth as number)),
  };
}

/** How the window of a pool slides. */
export function slidePool(node: Node): Sliding {
  return slide(node, node.options.filterHeight as number, node.options.filterWidth as number);
}
