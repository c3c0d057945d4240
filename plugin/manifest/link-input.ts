import type { Impulse } from '../../schemas/impulse';
import type { ErrorCollector } from './error-collector';
import type { InputSection } from './manifest';

type Written = Impulse['input'];

/** Keys that only an input over time has, with what they are like. */
const OVER_TIME = { window: 'window: 1000 ms', frequency: 'frequency: 16 kHz' };

/** The axes of an image: its channels. */
const CHANNELS = { rgb: ['red', 'green', 'blue'], grayscale: ['gray'] };

/** Between images, where nothing else is said. */
const IMAGE_STRIDE_MS = 1000;

/** The input as windows of time steps: those of an image are its pixels. Undefined where it is broken. */
export function linkInput(input: Written | undefined, errors: ErrorCollector): InputSection | undefined {
  if (!input || errors.isBroken(['input'])) return undefined;
  return input.image ? linkImage(input, input.image, errors) : linkWindow(input, errors);
}

function linkWindow(input: Written, errors: ErrorCollector): InputSection | undefined {
  const { window: windowMs, stride: strideMs = windowMs, frequency: frequencyHz, axes = ['audio'], streaming } = input;
  for (const [key, example] of Object.entries(OVER_TIME)) {
    if (input[key as keyof Written] !== undefined) continue;
    errors.report('IMP_KEY_MISSING', { key, owner: '"input"', example }, ['input', key], 'key');
  }
  if (windowMs === undefined || strideMs === undefined || frequencyHz === undefined) return undefined;
  for (const [key, ms] of [['window', windowMs], ['stride', strideMs]] as const) {
    if (input[key] !== undefined && (ms * frequencyHz) / 1000 < 1) {
      errors.report('IMP_WINDOW_SHORT', { key, ms, frequencyHz }, ['input', key]);
    }
  }
  return { windowMs, strideMs, frequencyHz, axes, ...(streaming === undefined ? {} : { streaming }) };
}

/** One window is one image: as long as the time to the next, at so many pixels a second. */
function linkImage(input: Written, image: NonNullable<Written['image']>, errors: ErrorCollector): InputSection {
  const { width, height, channels } = image;
  for (const key of ['window', 'frequency', 'axes', 'streaming'] as const) {
    if (input[key] !== undefined) errors.report('IMP_INPUT_MIXED', { key }, ['input', key], 'key');
  }
  const { stride: strideMs = IMAGE_STRIDE_MS } = input;
  const frequencyHz = (width * height * 1000) / strideMs;
  return { windowMs: strideMs, strideMs, frequencyHz, axes: [...CHANNELS[channels]], image: { width, height } };
}
