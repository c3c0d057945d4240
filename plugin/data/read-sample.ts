import { createHash } from 'node:crypto';
import { ImpulseError } from '../errors';
import type { Sample } from './dataset';
import type { Recording } from './formats/format';
import type { Labelling } from './labels/label-recording';
import type { Member } from './list-members';
import { moveSpans } from './move-spans';
import type { PreparedSource } from './prepare-sources';
import { readBytes, readRecording } from './read-recording';
import { resampleRecording } from './resample-recording';

/** Rates that differ by less are the same: files that keep their interval in milliseconds round it (38.46 ms is 26 Hz). */
const RATE_TOLERANCE = 0.001;

/** Reads and labels one file. Labelled stretches count the time steps of the file; they move along when it is resampled. */
export function readSample(
  { name: file, absolute }: Member,
  source: PreparedSource,
  input: { frequencyHz: number; axes: readonly string[] },
): { sample: Sample & { content: string }; values: Recording['values'] } {
  const bytes = readBytes(file, absolute);
  const read = readRecording({ file, bytes, ...input, options: source.options });
  const labelling = source.label(file, read);
  const recording = atRate(file, { ...read, spans: placeSpans(file, read, labelling.spans) }, input.frequencyHz, source.options.resample);
  const content = digestOf(bytes);
  return { sample: { ...toSample(file, content, recording, labelling, source), content }, values: recording.values };
}

export function digestOf(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function toSample(file: string, content: string, recording: Recording, labelling: Labelling, source: PreparedSource): Sample {
  const { spans, axes, frequencyHz, dtype } = recording;
  const use = source.use ?? labelling.use;
  return {
    id: digestOf(`${file}\n${content}`).slice(0, 24),
    file,
    label: spans ? null : labelling.label,
    ...(spans && { spans }),
    axes,
    frequencyHz,
    length: recording.values.length / axes.length,
    dtype,
    metadata: { ...recording.metadata, ...labelling.metadata },
    ...(use && { use }),
  };
}

function atRate(file: string, recording: Recording, frequencyHz: number, mayResample = false): Recording {
  if (Math.abs(recording.frequencyHz - frequencyHz) <= RATE_TOLERANCE * frequencyHz) return { ...recording, frequencyHz };
  if (mayResample) return resampleRecording(recording, frequencyHz);
  throw new ImpulseError('IMP_RATE_MISMATCH', { file, foundHz: recording.frequencyHz, wantedHz: frequencyHz });
}

function placeSpans(file: string, { values, axes, place }: Recording, spans: Sample['spans']): Sample['spans'] {
  const steps = values.length / axes.length;
  const placed = spans && place ? moveSpans(spans, place) : spans;
  const beyond = placed?.find((span) => span.end >= steps);
  if (!beyond) return placed;
  throw new ImpulseError('IMP_LABEL_MISSING', { file, problem: `its label "${beyond.label}" ends behind its last sample` });
}
