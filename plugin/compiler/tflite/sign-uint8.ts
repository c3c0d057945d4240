import type { Graph, Op, Tensor } from '../ir/graph';
import type { Quantization } from '../ir/quantization';
import { RESCALE } from '../ops/rescale';

/** Of uint8: half of its values. */
const HALF = 128;

/** What reads uint8 as it is: the edges of a model of int8, and what takes values for numbers without a scale. */
const READS_UNSIGNED = ['QUANTIZE', 'DEQUANTIZE', 'CAST'];

/** Their second input is weights. */
const WEIGHED = ['CONV_2D', 'DEPTHWISE_CONV_2D', 'FULLY_CONNECTED', 'TRANSPOSE_CONV'];

/**
 * The uint8 models of TensorFlow 1 as models of int8: values and zero points 128 lower, which is exact. What a caller reads and writes
 * stays uint8, by a QUANTIZE at the edge; operators that TFLite rounds in another way on uint8 are marked (`wasUnsigned`).
 */
export function signUint8(graph: Graph): Graph {
  const tensors = [...graph.tensors];
  const ops: Op[] = [];
  const signed = new Map<number, number>();
  const unsigned = new Map<number, number>();
  let next = Math.max(-1, ...graph.ops.map(({ index }) => index)) + 1;

  const copy = (id: number, change: Partial<Tensor>, name: string): number =>
    tensors.push({ ...tensors[id], ...change, id: tensors.length, name }) - 1;
  const convert = (from: number, to: number): number => {
    ops.push({ index: next++, name: 'QUANTIZE', version: 1, inputs: [from], outputs: [to], options: {} });
    return to;
  };
  const toSigned = (id: number): number => {
    if (!isUnsigned(tensors[id])) return id;
    if (!signed.has(id)) {
      const changed = copy(id, lower(tensors[id]), `${tensors[id].name}/signed`);
      signed.set(id, tensors[id].data ? changed : convert(id, changed));
    }
    return signed.get(id)!;
  };
  const toUnsigned = (id: number): number => {
    if (unsigned.has(id)) convert(signed.get(id)!, id);
    unsigned.delete(id);
    return id;
  };

  /** Parts of a concatenation may have scales of their own on uint8. */
  const rescale = (id: number, whole: number): number => {
    if (!isUnsigned(tensors[whole])) return id;
    const { quantization } = lower(tensors[whole]);
    if (describe(tensors[id].quantization) === describe(quantization)) return id;
    const rescaled = copy(id, { quantization, data: undefined }, `${tensors[id].name}/rescaled`);
    ops.push({ index: next++, name: RESCALE, version: 1, inputs: [id], outputs: [rescaled], options: {} });
    return rescaled;
  };

  for (const op of graph.ops) {
    if (op.name === 'CAST') op.inputs.filter((id) => id >= 0).forEach(toUnsigned);
    const readsUnsigned = READS_UNSIGNED.includes(op.name);
    const inputs = op.inputs.map((id, place) => {
      if (id < 0 || (readsUnsigned && !unsigned.has(id))) return id;
      if (isWeights(op, place, tensors[id])) return copy(id, centre(tensors[id]), `${tensors[id].name}/signed`);
      return op.name === 'CONCATENATION' ? rescale(toSigned(id), op.outputs[0]) : toSigned(id);
    });
    const outputs = op.outputs.map((id) => {
      if (!isUnsigned(tensors[id]) || op.name === 'CAST') return id;
      if (op.name === 'QUANTIZE' && tensors[inputs[0]]?.dtype === 'int8' && graph.outputs.includes(id)) return id;
      signed.set(id, copy(id, lower(tensors[id]), `${tensors[id].name}/signed`));
      unsigned.set(id, id);
      return signed.get(id)!;
    });
    const isChanged = [...inputs, ...outputs].some((id, at) => id !== [...op.inputs, ...op.outputs][at]);
    ops.push(isChanged && !readsUnsigned ? { ...op, inputs, outputs, wasUnsigned: true } : { ...op, inputs, outputs });
  }
  graph.outputs.forEach(toUnsigned);
  return { ...graph, tensors, ops };
}

function isUnsigned({ dtype, quantization }: Tensor): boolean {
  return dtype === 'uint8' && quantization !== undefined;
}

function describe(quantization: Quantization | undefined): string {
  return `${quantization?.scales.join()} ${quantization?.zeroPoints.join()}`;
}

function isWeights({ name }: Op, place: number, tensor: Tensor): boolean {
  return WEIGHED.includes(name) && place === 1 && isUnsigned(tensor) && tensor.data !== undefined;
}

/** Weights without their zero point: bytes where it lies in the middle of them, int16 where it takes a ninth bit. */
function centre({ quantization, data }: Tensor): Partial<Tensor> {
  const values = Int16Array.from(data!, (value) => value - quantization!.zeroPoints[0]);
  const isNarrow = values.every((value) => value === (value << 24) >> 24);
  return {
    dtype: isNarrow ? 'int8' : 'int16',
    quantization: { ...quantization!, zeroPoints: [0] },
    data: new Uint8Array((isNarrow ? Int8Array.from(values) : values).buffer),
  };
}

function lower({ quantization, data }: Tensor): Partial<Tensor> {
  return {
    dtype: 'int8',
    quantization: { ...quantization!, zeroPoints: quantization!.zeroPoints.map((zeroPoint) => zeroPoint - HALF) },
    data: data?.map((value) => value ^ HALF),
  };
}
