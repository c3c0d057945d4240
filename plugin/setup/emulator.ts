import { findVersion } from './find-version';
import { installPackages } from './install-packages';
import type { Setup } from './setup';

/** What `estimate` measures with: without it RAM, flash and latency are analytic, and labelled so. */
export const emulator: Setup = {
  name: 'emulator',
  summary: 'arm-none-eabi-gcc with newlib and QEMU, which measure RAM, flash and latency of Cortex-M targets',
  async find() {
    const versions = [findVersion('arm-none-eabi-gcc'), findVersion('qemu-system-arm')];
    return versions.every(Boolean) ? versions.join(', ') : undefined;
  },
  install: (say) => installPackages('Estimates', ['gcc-arm-none-eabi', 'libnewlib-arm-none-eabi', 'qemu-system-arm'], say),
};
