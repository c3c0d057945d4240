import { ImpulseError } from '../errors';
import { moveBoxes } from './boxes/move-boxes';
import type { Sample } from './dataset';
import { digestAgain, digestAll, digestOf, type FileContent } from './file-content';
import type { FoundFile } from './find-files';
import { fitPicture } from './fit-picture';
import type { ReaderOptions, Recording } from './formats/format';
import { fuseSensors, type SensorPart } from './fuse-sensors';
import type { Labelling } from './labels/label-recording';
import type { Member } from './list-members';
import { moveSpans } from './move-spans';
import type { PreparedSource, SourcesRequest } from './prepare-sources';
import { readBytes, readRecording } from './read-recording';
import { resampleRecording } from './resample-recording';

/** Rates that differ by less are the same: files that keep their interval in milliseconds round it (38.46 ms is 26 Hz). */
const RATE_TOLERANCE = 0.001;

/** Beyond this it is the rate in the file that is wrong, and what it would lead to might be larger than memory. */
const MOST_RESAMPLING = 256;

interface ReadSample {
  sample: Sample & { content: string };
  values: Recording['values'];
}

/** Reads and labels one file. Labelled stretches count the time steps of the file; they move along when it is resampled. */
export async function readSample(
  { name: file, absolute, parts }: Member, source: PreparedSource, input: SourcesRequest['input'], known?: FileContent,
): Promise<ReadSample> {
  if (parts) return readParts(file, parts, source, input);
  const bytes = known?.bytes ?? readBytes(file, absolute);
  const content = digestAgain(absolute, bytes, known);
  const read = await readRecording({ file, bytes, ...input, options: source.options });
  const labelling = source.label(file, read);
  const { resample, resize } = source.options;
  const fitted = await fitPicture(read, input, resize);
  const recording = atRate(file, { ...fitted, spans: placeSpans(file, read, labelling.spans) }, input.frequencyHz, resample);
  const moved = { ...labelling, boxes: placeBoxes(read, labelling.boxes, input, resize) };
  return { sample: { ...toSample(file, content, recording, moved, source), content }, values: recording.values };
}

/** Reads what each sensor recorded at its own rate, and fuses it. The first one is labelled, and labels all. */
async function readParts(
  file: string, files: readonly FoundFile[], source: PreparedSource, input: SourcesRequest['input'],
): Promise<ReadSample> {
  const parts: SensorPart[] = [];
  const contents: string[] = [];
  for (const [index, { axes, params }] of source.sensors!.entries()) {
    const { name, absolute } = files[index]!;
    const bytes = readBytes(name, absolute);
    const recording = await readRecording({ file: name, bytes, ...input, axes, options: { ...source.options, ...params } });
    checkRatio(name, recording, input.frequencyHz);
    contents.push(digestOf(bytes));
    parts.push({ file: name, recording });
  }
  const [first] = parts as [SensorPart];
  const labelling = source.label(file, first.recording);
  first.recording = { ...first.recording, spans: placeSpans(file, first.recording, labelling.spans) };
  const recording = fuseSensors(parts, input.axes, input.frequencyHz);
  const content = digestAll(contents);
  return { sample: { ...toSample(file, content, recording, labelling, source), content }, values: recording.values };
}

function toSample(file: string, content: string, recording: Recording, labelling: Labelling, source: PreparedSource): Sample {
  const { spans, axes, frequencyHz, dtype } = recording;
  const use = source.use ?? labelling.use;
  return {
    id: digestOf(`${file}\n${content}`).slice(0, 24),
    file,
    label: spans ? null : labelling.label,
    ...(spans && { spans }),
    ...(labelling.boxes && { boxes: labelling.boxes }),
    axes,
    frequencyHz,
    length: recording.values.length / axes.length,
    dtype,
    metadata: { ...recording.metadata, ...labelling.metadata },
    ...(use && { use }),
  };
}

/** Boxes are drawn in the picture as it is in the file. */
function placeBoxes(
  { picture }: Recording, boxes: Sample['boxes'], { image }: SourcesRequest['input'], resize: ReaderOptions['resize'],
): Sample['boxes'] {
  return boxes && picture && image && resize ? moveBoxes(boxes, picture, image, resize) : boxes;
}

function atRate(file: string, recording: Recording, frequencyHz: number, mayResample = false): Recording {
  if (Math.abs(recording.frequencyHz - frequencyHz) <= RATE_TOLERANCE * frequencyHz) return { ...recording, frequencyHz };
  if (mayResample) checkRatio(file, recording, frequencyHz);
  if (mayResample) return notEmpty(file, resampleRecording(recording, frequencyHz));
  throw new ImpulseError('IMP_RATE_MISMATCH', { file, foundHz: recording.frequencyHz, wantedHz: frequencyHz });
}

function checkRatio(file: string, { frequencyHz: foundHz }: Recording, frequencyHz: number): void {
  const ratio = frequencyHz / foundHz;
  if (ratio <= MOST_RESAMPLING && ratio >= 1 / MOST_RESAMPLING) return;
  const problem = `its rate of ${foundHz} Hz is more than ${MOST_RESAMPLING} times away from ${frequencyHz} Hz`;
  throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem });
}

function notEmpty(file: string, recording: Recording): Recording {
  if (recording.values.length > 0) return recording;
  throw new ImpulseError('IMP_RECORDING_BROKEN', { file, problem: `it is shorter than one time step at ${recording.frequencyHz} Hz` });
}

function placeSpans(file: string, { values, axes, place }: Recording, spans: Sample['spans']): Sample['spans'] {
  const steps = values.length / axes.length;
  const placed = spans && place ? moveSpans(spans, place) : spans;
  const beyond = placed?.find((span) => span.end >= steps);
  if (!beyond) return placed;
  throw new ImpulseError('IMP_LABEL_MISSING', { file, problem: `its label "${beyond.label}" ends behind its last sample` });
}
