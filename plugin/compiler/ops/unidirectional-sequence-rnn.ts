import { elementCount } from '../ir/graph';
import { checkActivation, floatRange } from './activation';
import { checkPerTensor, checkRank, checkSameDtype, firstProblem } from './checks';
import { isHybrid } from './hybrid';
import type { Argument, Node, Operator } from './operator';
import { readSequence, type Sequence } from './sequence';

const [WEIGHTS, RECURRENT, BIAS, HIDDEN] = [1, 2, 3, 4];
const TANH = 4;

/** UNIDIRECTIONAL_SEQUENCE_RNN: h = activation(weights x + bias + recurrent h) on float32, by weights of int8 too. */
export const unidirectionalSequenceRnn: Operator = {
  options: {
    timeMajor: { slot: 0, type: 'int8' },
    activation: { slot: 1, type: 'int8' },
    asymmetricInputs: { slot: 2, type: 'int8' },
  },

  infer: (node) => [[...node.inputs[0]!.shape.slice(0, 2), sequence(node).units]],

  check: (node) => firstProblem(checkSameDtype(node, ['float32']), checkRank(node.inputs[0], 3, 'input')) ?? checkWeights(node) ?? checkSizes(node),

  lower(node) {
    const { input_depth, units, steps } = sequence(node);
    const activation = node.options.activation as number;
    const hybrid = isHybrid(node);
    const scales = (): Argument => ({ table: { name: 'scales', type: 'float', values: [WEIGHTS, RECURRENT].map((place) => node.inputs[place]!.quantization!.scales[0]) } });
    const [input, weights, recurrent, bias, hidden] = node.inputs.map((tensor): Argument => ({ tensor: tensor! }));
    return {
      kernel: `unidirectional_sequence_rnn_${hybrid ? 'hybrid' : 'f32'}`,
      note: `${units} units, ${steps} steps`,
      constants: {
        ...sequence(node),
        backward: node.options.backward ? 1 : 0,
        tanh: activation === TANH ? 1 : 0,
        ...floatRange(activation),
        ...(hybrid ? { asymmetric: node.options.asymmetricInputs ? 1 : 0 } : {}),
      },
      args: [
        input, weights, recurrent, bias, ...(hybrid ? [scales()] : []), hidden, { tensor: node.outputs[0] },
        ...(hybrid ? [{ scratchBytes: input_depth + units }] : []),
      ],
    };
  },

  macs(node) {
    const { steps, batches, input_depth, units } = sequence(node);
    return batches * steps * units * (input_depth + units);
  },
  state: [HIDDEN],
};

function sequence({ inputs, options }: Node): Sequence {
  return readSequence(inputs[0]!, inputs[WEIGHTS]!.shape[0], options.timeMajor !== 0);
}

function checkWeights({ inputs, options }: Node): string | undefined {
  const weights = [WEIGHTS, RECURRENT].map((place) => inputs[place]);
  const dtype = weights[0]?.dtype === 'int8' ? 'int8' : 'float32';
  const isInteger = dtype === 'int8';
  return firstProblem(
    !weights.every((tensor) => tensor?.data && tensor.dtype === dtype) && `weights that are not constant ${dtype}`,
    !(inputs[BIAS]?.data && inputs[BIAS].dtype === 'float32') && 'a bias that is not a constant float32',
    inputs[HIDDEN]?.dtype !== 'float32' && 'a hidden state other than float32',
    options.activation !== TANH && checkActivation(options.activation as number),
  ) ?? (isInteger ? firstProblem(
    ...weights.map((tensor) => checkPerTensor(tensor, `tensor "${tensor!.name}"`)),
    weights.some((tensor) => tensor!.quantization!.zeroPoints[0] !== 0) && 'weights with a zero point other than 0',
  ) : undefined);
}

function checkSizes(node: Node): string | undefined {
  const { batches, input_depth, units } = sequence(node);
  const shapes = [[units, input_depth], [units, units], [units]];
  return firstProblem(
    [WEIGHTS, RECURRENT, BIAS].some((place, at) => node.inputs[place]!.shape.join() !== shapes[at].join()) &&
      `weights of other sizes than ${units} units and ${input_depth} inputs`,
    elementCount(node.inputs[HIDDEN]!.shape) !== batches * units && `a state of another size than ${batches}x${units}`,
  );
}
