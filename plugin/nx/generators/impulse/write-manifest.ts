import type { LabelGuess } from './guess-labels';
import type { RecordingsInspection } from './inspect-recordings';

export interface ManifestText {
  name: string;
  /** Folder of the recordings relative to the manifest's; empty for the same. */
  data: string;
  /** Path of the schema relative to the manifest's folder, for editors. */
  schema: string;
  inspection: RecordingsInspection;
  labels: LabelGuess | undefined;
  targets: readonly string[];
}

/** The text of `impulse.yaml`: as short as it can be, with a comment where a guess was made. */
export function writeManifest({ name, data, schema, inspection, labels, targets }: ManifestText): string {
  const { kind, extension, frequencyHz, axes, names } = inspection;
  const source = { path: `${data === '' ? '' : `${data}/`}**/*${extension}`, ...(labels?.source ?? { label: 'unlabelled' }) };
  const found = `${names.length} recordings${labels ? ` of: ${shorten(labels.labels)}` : '; nothing tells their labels'}`;
  const rule = Object.entries(source).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  const stride = (window: number): number => Math.max(1, Math.floor(window / 2));
  const window = windowOf(inspection);
  return `# yaml-language-server: $schema=${schema}
apiVersion: impulse/v1
name: ${name}

dataset:
  sources:
    # ${found}.
    - { ${rule.join(', ')} }
  split: { validation: 20 %, test: 20 %${labels?.groupBy ? `, groupBy: ${labels.groupBy}` : ''}, seed: 1 }

input: { window: ${window} ms, stride: ${stride(window)} ms, frequency: ${frequencyHz} Hz, axes: [${axes.map(quoted).join(', ')}] }

dsp:
${kind === 'audio' ? '  mfcc: { block: mfcc }' : '  spectral: { block: spectral-analysis }'}

learn:
${kind === 'audio' ? AUDIO_CLASSIFIER : '  classifier: { block: dense-classifier }'}

targets: [${targets.join(', ')}]

# A limit that is broken fails the budget task, with the figure:
# budget: { accuracy: ">= 90 %", ram: <= 64 kB, flash: <= 256 kB, latency: <= 100 ms }

deploy: [cpp-library]
`;
}

/** Convolutions hear what a dense network misses in other voices; they train on TensorFlow, which is set up once. */
const AUDIO_CLASSIFIER = `  # Trains on TensorFlow: "npx nx-impulse setup training", once. Without it: dense-classifier.
  classifier: { block: conv-classifier }`;

/** A second of sound, two of motion; less where recordings are shorter. */
function windowOf({ kind, longestMs }: RecordingsInspection): number {
  const wanted = kind === 'audio' ? 1000 : 2000;
  if (longestMs === 0 || longestMs >= wanted) return wanted;
  return longestMs >= 100 ? Math.floor(longestMs / 10) * 10 : Math.max(1, Math.floor(longestMs));
}

function shorten(labels: readonly string[]): string {
  return labels.length <= 12 ? labels.join(', ') : `${labels.slice(0, 12).join(', ')} and ${labels.length - 12} more`;
}

function quoted(axis: string): string {
  return /^[A-Za-z][\w-]*$/.test(axis) && !/^(true|false|yes|no|on|off|null|y|n)$/i.test(axis) ? axis : JSON.stringify(axis);
}
