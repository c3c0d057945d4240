import { ImpulseError } from '../../errors';
import type { Graph, Tensor } from '../ir/graph';

/** Converters keep weights of a float32 model as float16 and dequantise them as it runs: here they are float32 from the start, exactly. */
export function decodeFloat16(graph: Graph): Graph {
  const tensors = [...graph.tensors];
  const ops = graph.ops.filter((op) => {
    const [source, output] = [tensors[op.inputs[0]] as Tensor | undefined, tensors[op.outputs[0]] as Tensor | undefined];
    if (op.name !== 'DEQUANTIZE' || source?.dtype !== 'float16' || !source.data || output?.dtype !== 'float32') return true;
    tensors[output.id] = { ...output, shape: source.shape, data: decode(source) };
    return false;
  });
  return { ...graph, tensors, ops };
}

function decode({ name, data }: Tensor): Uint8Array {
  const halves = new Uint16Array((data as Uint8Array).slice().buffer);
  const values = Float32Array.from(halves, float32OfHalf);
  if (!values.every(Number.isFinite)) {
    throw new ImpulseError('IMP_MODEL_INVALID', { problem: `tensor "${name}" holds a constant that is not finite` });
  }
  return new Uint8Array(values.buffer);
}

/** A sign, five bits of exponent, ten of fraction. */
function float32OfHalf(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const [exponent, fraction] = [(half >> 10) & 0x1f, half & 0x3ff];
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 2 ** 10) * 2 ** (exponent - 15));
}
