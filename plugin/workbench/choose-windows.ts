import { statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { makeValues, type RawValues } from '../../schemas/value-types';
import type { Sample } from '../data/dataset';
import { findFiles, type FoundFile } from '../data/find-files';
import { LOOKS, lookAtRecording } from '../data/look-at-recording';
import { readBytes, readRecording } from '../data/read-recording';
import { windowSteps } from '../data/slice-windows';
import { createRandom } from '../data/synthetic/seeded-random';
import { ImpulseError } from '../errors';
import type { FeatureRequest } from '../steps/features/feature-request';

/** What a person may say of the windows; the recording says the rest. */
export interface WindowChoice {
  /** File, or a folder whose first recording is taken. Default: a sound that is made up. */
  input?: string;
  windowMs?: number;
  frequencyHz?: number;
  axes?: string[];
  /** Manifest whose impulse a deploy block packs. */
  impulse?: string;
}

/** Windows of one recording: two that differ, and the first once more. */
export type ChosenWindows = Omit<FeatureRequest, 'params'>;

const MADE_UP = { frequencyHz: 16_000, axes: ['audio'], seconds: 2 };

/** A window is at most this long, where nobody says anything else. */
const USUAL_MS = 1000;

/** @throws IMP_BLOCK_INPUT, or what is wrong with the recording */
export async function chooseWindows(choice: WindowChoice): Promise<ChosenWindows> {
  const { sample, values } = choice.input === undefined ? makeRecording(choice) : await readFirst(choice.input, choice);
  const { frequencyHz, axes, length: steps } = sample;
  const windowMs = choice.windowMs ?? Math.min(USUAL_MS, (steps * 1000) / frequencyHz);
  const length = windowSteps({ windowMs, frequencyHz });
  // The second lies a half behind the first; where the recording ends before it does, zeros follow.
  const second = length >> 1;
  const windows = [0, second, 0].map((start) => ({ sample: 0, start, length: Math.min(length, steps - start), label: null }));
  return { dataset: { samples: [sample], values: () => values }, windows, length, axes, frequencyHz, strideMs: windowMs / 2 };
}

async function readFirst(input: string, { frequencyHz = 0, axes }: WindowChoice): Promise<{ sample: Sample; values: RawValues }> {
  const { absolute, name: file } = findRecording(input);
  const look = lookAtRecording({ absolute, name: file });
  const wanted = { frequencyHz: look?.frequencyHz || frequencyHz, axes: axes ?? look?.axes ?? [] };
  const { values, ...recording } = await readRecording({ file, bytes: readBytes(file, absolute), ...wanted, options: {} });
  if (!recording.frequencyHz) throw new ImpulseError('IMP_BLOCK_RATE', { file });
  return { sample: describeSample(file, recording, values), values };
}

function findRecording(input: string): FoundFile {
  const absolute = resolve(input);
  const stat = statSync(absolute, { throwIfNoEntry: false });
  if (stat?.isFile()) return { absolute, name: basename(absolute) };
  const [first] = stat ? findFiles(absolute, '**/*').filter(({ name }) => extname(name).toLowerCase() in LOOKS) : [];
  if (first === undefined) throw new ImpulseError('IMP_BLOCK_INPUT', { input });
  return first;
}

/** Noise on a triangle of 500 time steps: whole numbers for sound, as a microphone gives them. */
function makeRecording({ frequencyHz = MADE_UP.frequencyHz, axes = MADE_UP.axes, windowMs = 0 }: WindowChoice) {
  const random = createRandom('window');
  const steps = Math.ceil(frequencyHz * Math.max(MADE_UP.seconds, (2 * windowMs) / 1000));
  const isSound = axes.join() === MADE_UP.axes.join();
  const values = makeValues(isSound ? 'int16' : 'float32', steps * axes.length);
  const scale = isSound ? 4000 : 1;
  for (let i = 0; i < values.length; i++) values[i] = scale * (Math.abs((i % 500) / 250 - 1) + 0.3 * random.normal());
  const sample = describeSample('a made-up recording', { axes, frequencyHz, dtype: isSound ? 'int16' : 'float32' }, values);
  return { sample, values };
}

function describeSample(
  file: string, { axes, frequencyHz, dtype }: Pick<Sample, 'axes' | 'frequencyHz' | 'dtype'>, values: RawValues,
): Sample {
  return { id: file, file, label: null, axes, frequencyHz, dtype, length: values.length / axes.length, metadata: {} };
}
