import { elementCount, type Graph, type OptionValue, type Tensor } from '../../plugin/compiler/ir/graph';
import { drawScale, drawValues, toBytes, type Family, type Random } from './random-drafts';

/** Layers that have int8 weights on float32 activations, and the axis of their filters. */
const CHANNEL_AXES: Record<string, number> = { CONV_2D: 0, DEPTHWISE_CONV_2D: 3, FULLY_CONNECTED: 0 };
const FAMILIES = ['CONV_2D', 'grouped CONV_2D', 'DEPTHWISE_CONV_2D', 'FULLY_CONNECTED'];

/** The hybrid families of float32 ones: the same graphs with weights of int8. TensorFlow Lite Micro has none of them. */
export function hybridFamilies(families: readonly Family[]): Family[] {
  return FAMILIES.map((name): Family => {
    const float = families.find((family) => family.name === `${name} float32`)!;
    return { name: `${name} hybrid`, golden: 'LiteRT', draw: (random) => quantizeWeights(float.draw(random), random) };
  });
}

const TANH = 4;

/** Recurrent layers, and which inputs are weights. */
const RECURRENT: Record<string, [number, number][]> = {
  UNIDIRECTIONAL_SEQUENCE_LSTM: [[1, 9]], SVDF: [[1, 3]], UNIDIRECTIONAL_SEQUENCE_RNN: [[1, 3]],
  BIDIRECTIONAL_SEQUENCE_LSTM: [[1, 9], [18, 26]], BIDIRECTIONAL_SEQUENCE_RNN: [[1, 3], [5, 7]],
};

/** Recurrent layers whose weights are int8, of one scale each: by the deterministic exp(), or summed by LiteRT's vectors in another order. */
export function hybridRecurrent(families: readonly Family[]): Family[] {
  const quantize = (tensor: Tensor, random: Random): Tensor => ({
    ...tensor, dtype: 'int8', data: toBytes(drawValues(random, elementCount(tensor.shape), 'int8'), 'int8'),
    quantization: { scales: [Math.fround(drawScale(random, -9, -7))], zeroPoints: [0], axis: 0 },
  });
  return Object.entries(RECURRENT).map(([name, places]): Family => ({
    name: `${name} hybrid`,
    golden: 'LiteRT',
    // these hold the bound of a single result
    closeTo: ['UNIDIRECTIONAL_SEQUENCE_LSTM', 'SVDF'].includes(name) ? undefined : 'turns',
    draw(random) {
      const graph = (families.find((family) => family.name.startsWith(`${name} of `) && family.name.endsWith(' first')) ??
        families.find((family) => family.name === `${name} float32`))!.draw(random);
      const [op] = graph.ops;
      const weights = places.flatMap((range) => op.inputs.slice(...range));
      const tensors = graph.tensors.map((tensor) => (weights.includes(tensor.id) ? quantize(tensor, random) : tensor));
      // a state from -1 to 1 has its zero point halfway between two integers: the last digit of tanh() decides, and the next step is another
      const isUndecided = name.endsWith('RNN') && op.options.activation === TANH;
      return { ...graph, tensors, ops: [{ ...op, version: 3, options: { ...op.options, asymmetricInputs: isUndecided ? 0 : random.integer(0, 1) } }] };
    },
  }));
}

/** One scale for all weights, the same for each channel or others; LiteRT asks for one a channel from depthwise layers and groups. */
function quantizeWeights(graph: Graph, random: Random): Graph {
  const [op] = graph.ops;
  const [input, filter] = op.inputs.map((id) => graph.tensors[id]);
  const axis = CHANNEL_AXES[op.name];
  const isGrouped = op.name === 'CONV_2D' && filter.shape[3] !== input.shape[3];
  const kind = op.name === 'DEPTHWISE_CONV_2D' || isGrouped ? 'each' : random.choose(['one', 'same', 'each', 'each']);
  const first = Math.fround(drawScale(random, -9, -5));
  const scales = Array.from({ length: kind === 'one' ? 1 : filter.shape[axis] }, () => (kind === 'each' ? Math.fround(drawScale(random, -9, -5)) : first));
  const data = toBytes(drawValues(random, elementCount(filter.shape), 'int8'), 'int8');
  const quantized = { ...filter, dtype: 'int8' as const, data, quantization: { scales, zeroPoints: scales.map(() => 0), axis } };
  const own: Record<string, OptionValue> = op.name === 'FULLY_CONNECTED' ? { asymmetricInputs: random.integer(0, 1) } : {};
  return {
    ...graph,
    tensors: graph.tensors.map((tensor) => (tensor === filter ? quantized : tensor)),
    ops: [{ ...op, version: op.name === 'FULLY_CONNECTED' ? 9 : 5, options: { ...op.options, ...own } }],
  };
}
