import { executeImage, type ImageRun, type RunOptions } from './execute-image';
import { executeOnHost } from './execute-on-host';
import type { Image } from './link-image';
import type { Core } from './target';
import { verifyCounting } from './verify-counting';

/**
 * Runs a linked image on its core and counts what it executes inside `emulator_measure()`. The first run on an emulated core in each
 * process checks the counting itself.
 * @throws ImpulseError IMP_EMULATOR_MISSING, IMP_IMAGE_RUN, IMP_COUNTING_WRONG
 */
export async function runImage(image: Image, core: Core, options: RunOptions = {}): Promise<ImageRun> {
  if (core.toolchain === 'host') return executeOnHost(image, options);
  await verifyCounting(core);
  return executeImage(image, core, options);
}
