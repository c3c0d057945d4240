import { basename } from 'node:path';
import { makeValues, valueTypeOf } from '../../../schemas/value-types';
import { ImpulseError } from '../../errors';
import { toSpans } from '../labels/parse-label-document';
import { chooseAxes } from './choose-axes';
import type { ReadRequest, Recording } from './format';

/** The signed data acquisition document of the Edge Impulse ecosystem, as JSON or CBOR carry it. */
export interface AcquisitionDocument {
  protected: { ver: string; alg: string };
  signature: string;
  payload: {
    device_name?: string;
    device_type?: string;
    interval_ms: number;
    sensors: { name: string; units: string }[];
    values: (number | number[] | string)[];
    structured_labels?: { startIndex: number; endIndex: number; label: string }[];
  };
}

/** Values that were attached as raw int16 behind a CBOR document. */
export type Attachment = Int16Array | undefined;

/** Checks the parts of a document that everything else relies on. */
export function checkDocument(file: string, document: unknown): AcquisitionDocument {
  const { protected: head, payload } = (document ?? {}) as { protected?: unknown; payload?: unknown };
  const problem =
    isRecord(head) && isRecord(payload)
      ? (headProblem(head) ?? payloadProblem(payload))
      : 'it is no acquisition document: "protected" and "payload" are missing';
  if (problem) throw broken(file, problem);
  return document as AcquisitionDocument;
}

function headProblem({ ver, alg }: Record<string, unknown>): string | undefined {
  if (ver !== 'v1') return `its version is ${show(ver)} instead of "v1"`;
  return alg === 'HS256' || alg === 'none' ? undefined : `its signature algorithm is ${show(alg)} instead of "HS256" or "none"`;
}

function payloadProblem(payload: Record<string, unknown>): string | undefined {
  const { interval_ms: interval, sensors, values, structured_labels: labels } = payload;
  const rate = typeof interval === 'number' ? 1000 / interval : NaN;
  if (!(rate > 0 && Number.isFinite(rate))) return `its "interval_ms" is ${show(interval)}, so it is no series over time`;
  if (!Array.isArray(sensors) || !sensors.length || !Array.isArray(values)) return 'it has no sensors or no values';
  const nameless = sensors.findIndex((sensor) => !isRecord(sensor) || typeof sensor.name !== 'string');
  if (nameless >= 0) return `its sensor ${nameless} has no name`;
  if (labels === undefined || (Array.isArray(labels) && labels.every(isRecord))) return undefined;
  return 'its "structured_labels" are no list of labels';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** A value of any kind, short enough for a message. */
function show(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = typeof value === 'object' && value !== null ? 'an object' : typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 40 ? `${text.slice(0, 40)}...` : text;
}

/**
 * Values of a document as a recording. Sensors are matched with the input's axes by name, or by position where the counts agree. Sensors
 * with unit `wav` are int16. The label is the spans of `structured_labels`, otherwise the file name up to its first dot, as the
 * ecosystem's own tools derive it.
 */
export function toRecording({ file, axes }: ReadRequest, document: AcquisitionDocument, attachment: Attachment): Recording {
  const { payload } = document;
  const sensors = payload.sensors.map((sensor) => sensor.name);
  const dtype = attachment || payload.sensors.every((sensor) => sensor.units === 'wav') ? 'int16' : 'float32';
  const all = attachment ?? readValues(file, payload.values, sensors, dtype);
  if (!all.length) throw broken(file, 'it holds no values');
  const values = pickAxes(all, sensors.length, chooseAxes(file, sensors, axes));
  const { device_name: device, device_type: type } = payload;
  return {
    axes: [...axes],
    frequencyHz: 1000 / payload.interval_ms,
    dtype,
    values,
    metadata: { ...textOf('device_name', device), ...textOf('device_type', type) },
    ...(payload.structured_labels ? { spans: toSpans(file, file, payload.structured_labels) } : { label: basename(file).split('.')[0] }),
  };
}

function textOf(field: string, value: unknown): Record<string, string> {
  return typeof value === 'string' && value ? { [field]: value } : {};
}

function readValues(
  file: string,
  rows: AcquisitionDocument['payload']['values'],
  sensors: string[],
  dtype: Recording['dtype'],
): Recording['values'] {
  const count = rows.length * sensors.length;
  const values = makeValues(dtype, count);
  rows.forEach((row, index) => {
    const cells = typeof row === 'number' ? [row] : row;
    if (!Array.isArray(cells) || cells.length !== sensors.length) throw broken(file, `its value ${index} is not one number per sensor`);
    cells.forEach((value, axis) => {
      if (typeof value !== 'number' || !Number.isFinite(Math.fround(value)))
        throw broken(file, `its value ${index} of ${sensors[axis]} is no number`);
      if (dtype === 'int16' && value !== (value << 16) >> 16)
        throw broken(file, `its value ${index} is ${value}, which is no 16-bit integer`);
      values[index * sensors.length + axis] = value;
    });
  });
  return values;
}

function pickAxes(values: Recording['values'], width: number, chosen: number[]): Recording['values'] {
  if (chosen.length === width && chosen.every((column, index) => column === index)) return values;
  const length = Math.floor(values.length / width);
  const picked = makeValues(valueTypeOf(values), length * chosen.length);
  for (let i = 0; i < picked.length; i++) picked[i] = values[Math.floor(i / chosen.length) * width + chosen[i % chosen.length]];
  return picked;
}

function broken(file: string, problem: string): ImpulseError {
  return new ImpulseError('IMP_RECORDING_BROKEN', { file, problem });
}
