import { basename } from 'node:path';
import type { LabelGuess } from './guess-labels';
import type { RecordingsInspection } from './inspect-recordings';

/** What the manifest's text is made of. */
export interface ManifestText {
  name: string;
  /** Folder of the recordings relative to the manifest's; empty for the same. */
  data: string;
  /** Path of the schema relative to the manifest's folder, for editors. */
  schema: string;
  /** Finds the recordings, in their folder. */
  glob: string;
  inspection: RecordingsInspection;
  labels: LabelGuess | undefined;
  targets: readonly string[];
}

/** The text of `impulse.yaml`: as short as it can be, with a comment where a guess was made. */
export function writeManifest({ name, data, schema, glob, inspection, labels, targets }: ManifestText): string {
  const { kind, names } = inspection;
  const within = (path: string): string => `${data === '' ? '' : `${data}/`}${path}`;
  const rule = labels?.source ?? { label: 'unlabelled' };
  const { labelColumn, ...times } = inspection.csv ?? {};
  const csv = Object.keys(rule).length === 0 ? { ...times, labelColumn } : times;
  const labelsFile = rule.labels === undefined ? {} : { labels: within(rule.labels) };
  const reading = { ...(Object.keys(csv).length > 0 ? { csv } : {}), ...resizeOf(inspection) };
  const sources = [
    { path: within(labels?.folders ? globOfFolders(labels.folders, glob) : glob), ...rule, ...labelsFile, ...reading },
    ...(labels?.others ?? []).map((other) => ({ path: within(globOfFolders(other.folders, glob)), ...other.source, ...reading })),
  ];
  const found = `${names.length} recordings${labels ? ` of: ${shorten(labels.labels)}` : '; nothing tells their labels'}`;
  return `# yaml-language-server: $schema=${schema}
apiVersion: impulse/v1
name: ${name}

dataset:
  sources:
    # ${found}.
${sources.map(lineOf).join('\n')}
${splitOf(labels)}

${kind === 'image' ? imageInput(inspection) : windowInput(inspection)}

${blocksOf(inspection)}

targets: [${targets.join(', ')}]

# A limit that is broken fails the budget task, with the figure:
# budget: { accuracy: ">= 90 %", ram: <= 64 kB, flash: <= 256 kB, latency: <= 100 ms }

deploy: [cpp-library]
`;
}

function lineOf(source: object): string {
  return `    - { ${Object.entries(source).map(([key, value]) => `${key}: ${JSON.stringify(value)}`).join(', ')} }`;
}

/** What `glob` finds in these folders alone, which have one parent. */
function globOfFolders(folders: readonly string[], glob: string): string {
  const parent = folders[0]!.slice(0, -basename(folders[0]!).length);
  const names = folders.map((folder) => basename(folder));
  return `${parent}${names.length === 1 ? names[0] : `{${names.join(',')}}`}/${basename(glob)}`;
}

function windowInput(inspection: RecordingsInspection): string {
  const { window, stride } = windowsOf(inspection);
  const { frequencyHz, axes } = inspection;
  return `input: { window: ${window} ms, stride: ${stride} ms, frequency: ${frequencyHz} Hz, axes: [${axes.map(quoted).join(', ')}] }`;
}

function imageInput({ image }: RecordingsInspection): string {
  const { width, height } = frameOf(image!);
  return `# What the camera of the device delivers.\ninput: { image: { width: ${width}, height: ${height} } }`;
}

/** Sides of a frame that a microcontroller has memory for. */
const LARGEST_SIDE = 96;

/** Small pictures as they are; larger ones as squares, as models like them. */
function frameOf({ width, height }: { width: number; height: number }): { width: number; height: number } {
  return Math.max(width, height) <= LARGEST_SIDE ? { width, height } : { width: LARGEST_SIDE, height: LARGEST_SIDE };
}

function resizeOf({ image, mixedSizes = false }: RecordingsInspection): { resize?: string } {
  if (!image) return {};
  const { width, height } = frameOf(image);
  return mixedSizes || width !== image.width || height !== image.height ? { resize: 'fit-short' } : {};
}

function blocksOf(inspection: RecordingsInspection): string {
  if (inspection.kind === 'image') return IMAGE_BLOCKS;
  return inspection.kind === 'audio' ? AUDIO_BLOCKS : motionBlocks((windowsOf(inspection).window * inspection.frequencyHz) / 1000);
}

const IMAGE_BLOCKS = `dsp:
  image: { block: image }

learn:
  # Trains on TensorFlow: "npx nx-impulse setup training", once. A model that is finished already: block: model-file.
  classifier: { block: conv-classifier, dimensions: 2 }`;

const ARITHMETIC = '# For a core without an FPU (Cortex-M0+, Cortex-M3) add "arithmetic: q15": a third of the time, or less.';

/** Convolutions hear what a dense network misses in other voices; they train on TensorFlow, which is set up once. */
const AUDIO_BLOCKS = `dsp:
  ${ARITHMETIC}
  mfcc: { block: mfcc }

learn:
  # Trains on TensorFlow: "npx nx-impulse setup training", once. Without it: dense-classifier.
  classifier: { block: conv-classifier }`;

/** The spectrum tells movements apart, the statistics postures: which way gravity points. */
const motionBlocks = (steps: number): string => `dsp:
  ${ARITHMETIC}
  spectral: { block: spectral-analysis, fftLength: ${fftLengthOf(steps)}, fftWindow: hann, fftCombine: mean }
  statistics: { block: flatten }

learn:
  classifier: { block: dense-classifier, input: [spectral, statistics] }`;

/** The longest transform that fits into the window, up to a length that tells a walk from a climb. */
function fftLengthOf(steps: number): number {
  return [128, 64, 32, 16, 8].find((length) => length <= steps) ?? 4;
}

/** So few speakers teach more than they validate. */
const FEW_GROUPS = 10;

function splitOf(labels: LabelGuess | undefined): string {
  if (labels?.divided) return '  # The labels file says which side a recording is on.\n  split: { validation: 0 %, test: 0 % }';
  if (!labels?.groupBy) return '  split: { validation: 20 %, test: 20 %, seed: 1 }';
  const { field, values } = labels.groupBy;
  const few = values < FEW_GROUPS;
  const reason = `  # By ${field} (${values}), each on one side only${few ? '; too few to spare some for validation' : ''}.\n`;
  return `${reason}  split: { validation: ${few ? 0 : 20} %, test: 20 %, groupBy: ${field}, seed: 1 }`;
}

/** Recordings up to this length hold one event each, a word or a gesture: the window takes it whole. */
const LONGEST_EVENT_MS = { audio: 2000, motion: 6000 };

/** Of longer ones the window sees a part: a second of sound, two of motion. */
const PARTS = { audio: { window: 1000, stride: 500 }, motion: { window: 2000, stride: 500 } };

function windowsOf({ kind, usualSteps, frequencyHz }: RecordingsInspection): { window: number; stride: number } {
  if (kind === 'image') return { window: 1000, stride: 1000 };
  const usualMs = (usualSteps * 1000) / frequencyHz;
  if (usualMs > LONGEST_EVENT_MS[kind]) return PARTS[kind];
  const window = usualMs >= 100 ? Math.floor(usualMs / 10) * 10 : Math.max(1, Math.floor(usualMs));
  return { window, stride: window };
}

function shorten(labels: readonly string[]): string {
  return labels.length <= 12 ? labels.join(', ') : `${labels.slice(0, 12).join(', ')} and ${labels.length - 12} more`;
}

function quoted(axis: string): string {
  return /^[A-Za-z][\w-]*$/.test(axis) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(axis) ? axis : JSON.stringify(axis);
}
