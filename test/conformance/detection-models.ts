import { toBytes, type Random } from './random-drafts';
import { writeRawModel, type RawTensor } from './raw-model';

/** A model of TFLite_Detection_PostProcess alone. */
export interface Detection {
  type: 'float32' | 'uint8' | 'int8';
  boxes: number;
  classes: number;
  /** 1 with a column for "nothing" in front of the classes. */
  background: number;
  maxDetections: number;
  isRegular: boolean;
  detectionsOfClass: number;
}

/** Codes and scores come in, anchors are constants; on integers by the scales of a typical detector. */
export function writeDetection({ type, boxes, classes, background, maxDetections, isRegular, detectionsOfClass }: Detection, random: Random): Uint8Array {
  const isFloat = type === 'float32';
  const zero = (unsigned: number): number => unsigned - (type === 'int8' ? 128 : 0);
  const quantized = (scale: number, unsigned: number) => (isFloat ? {} : { scale, zeroPoint: zero(unsigned) });
  const anchors = Array.from({ length: boxes }, () => [random.uniform(), random.uniform(), 0.2 + random.uniform() / 2, 0.2 + random.uniform() / 2]).flat();
  const steps = anchors.map((value) => Math.round(value / 0.005) + zero(0));
  const tensors: RawTensor[] = [
    { type, shape: [1, boxes, 4], ...quantized(0.05, 128) },
    { type, shape: [1, boxes, classes + background], ...quantized(1 / 256, 0) },
    { type, shape: [boxes, 4], ...quantized(0.005, 0), data: toBytes(isFloat ? anchors : steps, type) },
    { type: 'float32', shape: [1, maxDetections, 4] },
    { type: 'float32', shape: [1, maxDetections] },
    { type: 'float32', shape: [1, maxDetections] },
    { type: 'float32', shape: [1] },
  ];
  const customOptions = writeFlexbufferMap({
    detections_per_class: detectionsOfClass, h_scale: 5.5, max_classes_per_detection: 1, max_detections: maxDetections, nms_iou_threshold: 0.45,
    nms_score_threshold: 0.3, num_classes: classes, use_regular_nms: isRegular ? 1 : 0, w_scale: 5, x_scale: 10, y_scale: 10.25,
  });
  const operator = { name: 'TFLite_Detection_PostProcess', inputs: [0, 1, 2], outputs: [3, 4, 5, 6], customOptions };
  return writeRawModel([{ tensors, operators: [operator], inputs: [0, 1], outputs: [3, 4, 5, 6] }]);
}

/** Codes near their anchors, scores in [0, 1): of 256 steps, so that some are equal. */
export function drawDetectionInputs({ type, boxes, classes, background }: Detection, random: Random): Uint8Array {
  const codes = boxes * 4;
  const scores = boxes * (classes + background);
  const shift = type === 'int8' ? 128 : 0;
  const drawCode = (): number => (type === 'float32' ? random.uniform() * 4 - 2 : random.integer(80, 170) - shift);
  const drawScore = (): number => (type === 'float32' ? random.integer(0, 255) / 256 : random.integer(0, 255) - shift);
  return Buffer.concat([toBytes(Array.from({ length: codes }, drawCode), type), toBytes(Array.from({ length: scores }, drawScore), type)]);
}

/** A FlexBuffers map of floats and integers of 32 bits; keys must be in their order. */
export function writeFlexbufferMap(values: Record<string, number>): Uint8Array {
  const entries = Object.entries(values);
  const text = Buffer.from(entries.map(([key]) => `${key}\0`).join(''));
  const padding = (4 - (text.length % 4)) % 4;
  const keys = text.length + padding + 4;
  const start = keys + 4 * entries.length + 12;
  const bytes = Buffer.alloc(start + 5 * entries.length + 3);
  text.copy(bytes);
  bytes.writeUInt32LE(entries.length, keys - 4);
  let from = 0;
  entries.forEach(([key, value], index) => {
    bytes.writeUInt32LE(keys + 4 * index - from, keys + 4 * index);
    from += key.length + 1;
    const isInteger = Number.isInteger(value) && !/^[hwxy]_scale$/.test(key);
    if (isInteger) bytes.writeInt32LE(value, start + 4 * index);
    else bytes.writeFloatLE(value, start + 4 * index);
    bytes[start + 4 * entries.length + index] = ((isInteger ? 1 : 3) << 2) | 2;
  });
  [start - 12 - keys, 4, entries.length].forEach((value, index) => bytes.writeUInt32LE(value, start - 12 + 4 * index));
  const root = start + 5 * entries.length;
  bytes[root] = root - start;
  bytes[root + 1] = (9 << 2) | 2;
  bytes[root + 2] = 1;
  return new Uint8Array(bytes);
}
