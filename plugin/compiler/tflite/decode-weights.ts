import { ImpulseError } from '../../errors';
import { elementCount, type Graph, type Tensor } from '../ir/graph';
import { constantValues } from '../ops/constants';

/** Integers that a converter writes weights in. */
const INTEGERS = ['int8', 'uint8', 'int16'];

/**
 * Converters keep weights of a float32 model as float16 or int8 and dequantise them as it runs: here they are float32 from the start,
 * exactly, and so is what the state of a float16 LSTM begins with, which LiteRT dequantises in the first run alone. (Layers that read int8
 * weights themselves are another matter: `ops/hybrid.ts`.)
 */
export function decodeWeights(graph: Graph): Graph {
  const tensors = [...graph.tensors];
  const ops = graph.ops.filter((op) => {
    const [source, output] = [tensors[op.inputs[0]] as Tensor | undefined, tensors[op.outputs[0]] as Tensor | undefined];
    if (op.name === 'DENSIFY' && source?.data && output) {
      // with its zeros since it was read
      tensors[output.id] = { ...output, shape: source.shape, data: source.data, quantization: source.quantization };
      return false;
    }
    if (op.name !== 'DEQUANTIZE' || !source?.data || output?.dtype !== 'float32' || graph.outputs.includes(output.id)) return true;
    const values = source.dtype === 'float16' ? decodeHalves(source) : decodeIntegers(source);
    if (!values) return true;
    if (!values.every(Number.isFinite)) {
      throw new ImpulseError('IMP_MODEL_INVALID', { problem: `tensor "${source.name}" holds a constant that is not finite` });
    }
    const bytes = new Uint8Array(values.buffer);
    tensors[output.id] = { ...output, shape: source.shape, ...(output.isVariable ? { initial: bytes } : { data: bytes }) };
    return false;
  });
  return { ...graph, tensors, ops };
}

/** (q - zero point) * scale, rounded once; a scale for all or one for each slice of an axis. What is neither is refused when the graph is verified. */
function decodeIntegers({ dtype, shape, quantization, ...tensor }: Tensor): Float32Array | undefined {
  const { scales, zeroPoints, axis } = quantization ?? { scales: [], zeroPoints: [], axis: 0 };
  const count = scales.length > 1 ? shape[axis] : 1;
  if (!INTEGERS.includes(dtype) || scales.length !== count || zeroPoints.length !== count) return undefined;
  const inner = elementCount(shape.slice(axis + 1));
  const channelOf = (at: number): number => (count === 1 ? 0 : Math.floor(at / inner) % count);
  const values = constantValues({ dtype, shape, ...tensor });
  return Float32Array.from(values, (value, at) => (value - zeroPoints[channelOf(at)]) * scales[channelOf(at)]);
}

function decodeHalves({ data }: Tensor): Float32Array {
  return Float32Array.from(new Uint16Array((data as Uint8Array).slice().buffer), float32OfHalf);
}

/** A sign, five bits of exponent, ten of fraction. */
function float32OfHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(half >> 10) & 0x1f, half & 0x3ff];
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 2 ** 10) * 2 ** (exponent - 15));
}
