import { ImpulseError } from '../errors';
import type { InputSection } from '../manifest/manifest';
import type { Dataset, Sample, Window } from './dataset';

/**
 * Cuts every recording into windows, in the order of the samples: row `i` of each feature matrix is window `i`.
 *
 * Windows start every stride and lie wholly inside the recording; a recording shorter than the window gives one, zero-padded behind. In a
 * recording with spans a window has the label of the span that covers it whole, otherwise none; a window without label trains nothing.
 *
 * @throws IMP_WINDOW_TOO_LONG when the window is longer than every recording.
 */
export function sliceWindows(
  dataset: Pick<Dataset, 'samples'>,
  input: Pick<InputSection, 'windowMs' | 'strideMs' | 'frequencyHz'>,
): Window[] {
  const steps = windowSteps(input);
  const stride = Math.max(1, Math.round((input.strideMs * input.frequencyHz) / 1000));
  checkLongest(dataset.samples, steps, input.frequencyHz);
  return dataset.samples.flatMap((sample, index) => sliceSample(sample, index, steps, stride));
}

/** Time steps in a window. */
export function windowSteps(input: Pick<InputSection, 'windowMs' | 'frequencyHz'>): number {
  return Math.round((input.windowMs * input.frequencyHz) / 1000);
}

function sliceSample(sample: Sample, index: number, steps: number, stride: number): Window[] {
  const windows: Window[] = [];
  for (let start = 0; start === 0 || start + steps <= sample.length; start += stride) {
    const length = Math.min(steps, sample.length - start);
    windows.push({ sample: index, start, length, label: labelOf(sample, start, start + length - 1) });
  }
  return windows;
}

function labelOf(sample: Sample, first: number, last: number): string | null {
  if (!sample.spans) return sample.label;
  return sample.spans.find((span) => span.start <= first && last <= span.end)?.label ?? null;
}

function checkLongest(samples: readonly Sample[], steps: number, frequencyHz: number): void {
  const longest = samples.reduce<Sample | undefined>((best, sample) => (best && best.length >= sample.length ? best : sample), undefined);
  if (!longest || longest.length >= steps) return;
  const toMs = (length: number) => Math.floor((length * 1000) / frequencyHz);
  throw new ImpulseError('IMP_WINDOW_TOO_LONG', { windowMs: toMs(steps), longestMs: toMs(longest.length), file: longest.file });
}
