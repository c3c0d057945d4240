import { windowSteps } from '../../data/slice-windows';
import type { InputSection } from '../../manifest/manifest';
import type { BlockInput } from '../../native';

/** What a DSP block is told of the window that it will get. */
export function blockInput(input: InputSection, axes: readonly string[]): BlockInput {
  const { frequencyHz, strideMs, image } = input;
  const stride = Math.max(1, Math.round((strideMs * frequencyHz) / 1000));
  return { ...image, frequencyHz, length: windowSteps(input), axes: axes.length, stride };
}
