import { elementCount } from '../ir/graph';
import { toFixedPoint } from '../ir/quantization';
import { checkActivation, floatRange } from './activation';
import { checkPerTensor, checkRank, checkSameDtype, firstProblem } from './checks';
import { constantValues } from './constants';
import { isHybrid } from './hybrid';
import { INTEGER_RANGES } from './integer-ranges';
import type { Constants, Node, Operator } from './operator';
import { biasTable } from './requantization';

const STATE = 4;

/**
 * SVDF: a dense layer over time in two factors. Inputs: values `[batches, inputDepth]`, features `[units * rank, inputDepth]`, times
 * `[units * rank, memory]`, a bias or none, and the state `[batches, units * rank * memory]`. int8 clamps to int8 alone, as TFLite does.
 * Features and times may be int8 beside float32.
 */
export const svdf: Operator = {
  options: { rank: { slot: 0, type: 'int32' }, activation: { slot: 1, type: 'int8' }, asymmetricInputs: { slot: 2, type: 'int8' } },

  infer: (node) => [[node.inputs[0]!.shape[0], node.inputs[1]!.shape[0] / (node.options.rank as number)]],

  check(node) {
    const [input, features, times, bias] = node.inputs;
    return (
      firstProblem(checkSameDtype(node), checkRank(input, 2, 'input'), checkRank(features, 2, 'features'), checkRank(times, 2, 'times')) ??
      firstProblem(checkSizes(node), checkDtypes(node), checkActivation(node.options.activation as number)) ??
      firstProblem(
        (!features!.data || !times!.data || (bias && !bias.data)) && 'weights that are not constant',
        ...[input, features, times, node.inputs[STATE], node.outputs[0]].map((tensor) =>
          checkPerTensor(tensor, `tensor "${tensor!.name}"`),
        ),
      )
    );
  },

  lower(node) {
    const [input, features, times, bias] = node.inputs;
    const isInteger = input!.dtype === 'int8';
    const hybrid = isHybrid(node);
    const { rank, units, memory } = sizes(node);
    return {
      kernel: isInteger ? 'svdf_s8' : hybrid ? 'svdf_hybrid' : 'svdf_f32',
      note: `${units} units of rank ${rank}, ${memory} steps`,
      constants: {
        batches: input!.shape[0], input_depth: input!.shape[1], rank, units, memory,
        ...(isInteger ? integerConstants(node) : floatRange(node.options.activation as number)),
        ...(hybrid ? hybridConstants(node) : {}),
      },
      args: [
        { tensor: input! }, { tensor: features! }, { tensor: times! },
        { table: biasTable(bias, bias && constantValues(bias), units, isInteger) },
        { tensor: node.inputs[STATE]! }, { tensor: node.outputs[0] },
        ...(hybrid ? [{ scratchBytes: input!.shape[1] }] : []),
      ],
    };
  },

  macs: (node) => node.inputs[0]!.shape[0] * (elementCount(node.inputs[1]!.shape) + elementCount(node.inputs[2]!.shape)),
  state: [STATE],
};

function sizes({ inputs: [, features, times], options }: Node): { rank: number; units: number; memory: number } {
  const rank = options.rank as number;
  return { rank, units: features!.shape[0] / rank, memory: times!.shape[1] };
}

function checkSizes(node: Node): string | undefined {
  const [input, features, times, bias] = node.inputs;
  const { rank, units, memory } = sizes(node);
  const filters = features!.shape[0];
  return firstProblem(
    !(rank >= 1 && Number.isInteger(units)) && `rank ${rank} for ${filters} filters`,
    features!.shape[1] !== input!.shape[1] && `filters of ${features!.shape[1]} for inputs of ${input!.shape[1]}`,
    times!.shape[0] !== filters && `${times!.shape[0]} times for ${filters} filters`,
    bias && elementCount(bias.shape) !== units && `${elementCount(bias.shape)} biases for ${units} units`,
    elementCount(node.inputs[STATE]!.shape) !== input!.shape[0] * filters * memory && `a state of ${node.inputs[STATE]!.shape.join('x')}`,
  );
}

function checkDtypes({ inputs: [input, features, times, bias, state] }: Node): string | undefined {
  const isInteger = input!.dtype === 'int8';
  const found = [features, times, bias, state].map((tensor) => tensor?.dtype);
  const weights = features?.dtype === 'int8' ? ['int8'] : ['float32'];
  const float = [weights, weights, ['float32', undefined], ['float32']];
  const wanted = isInteger ? [['int8'], ['int8', 'int16'], ['int32', undefined], [times!.dtype]] : float;
  const fits = wanted.every((dtypes, index) => dtypes.includes(found[index]));
  return fits ? undefined : `features, times, bias and state of the types ${found.join(', ')}`;
}

function hybridConstants({ inputs: [, features, times], options }: Node): Constants {
  const [feature, time] = [features!, times!].map(({ quantization }) => ({ float32: quantization!.scales[0] }));
  return { feature_scale: feature, time_scale: time, asymmetric: options.asymmetricInputs ? 1 : 0 };
}

/** TFLite takes both quotients in float32. */
function integerConstants({ inputs: [input, features, times, , state], outputs: [output] }: Node): Record<string, number> {
  const f = Math.fround;
  const [ofInput, ofFeatures, ofTimes, ofState, ofOutput] = [input, features, times, state, output].map((tensor) => tensor!.quantization!);
  const feature = toFixedPoint(f(f(ofInput.scales[0] * ofFeatures.scales[0]) / ofState.scales[0]));
  const { multiplier, shift } = toFixedPoint(f(f(ofState.scales[0] * ofTimes.scales[0]) / ofOutput.scales[0]));
  return {
    input_zero_point: ofInput.zeroPoints[0],
    state_zero_point: ofState.zeroPoints[0],
    output_zero_point: ofOutput.zeroPoints[0],
    feature_multiplier: feature.multiplier,
    feature_shift: feature.shift,
    multiplier,
    shift,
    ...INTEGER_RANGES[state!.dtype]!,
  };
}
