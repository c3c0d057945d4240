import type { CompileOptions } from '../compile-model';
import type { ArchCoefficients } from './arch-coefficients';
import { ARMV6_M } from './coefficients/armv6-m';
import { ARMV7_M } from './coefficients/armv7-m';
import { ARMV7E_M } from './coefficients/armv7e-m';
import { ARMV7E_M_DUAL } from './coefficients/armv7e-m-dual';

/** What was fitted, by instruction set: one file each, written by `npm run bench -- costs --update --arch=<isa>`. */
export const COEFFICIENTS: Partial<Record<CompileOptions['arch'], ArchCoefficients>> = {
  'armv6-m': ARMV6_M,
  'armv7-m': ARMV7_M,
  'armv7e-m': ARMV7E_M,
  'armv7e-m-dual': ARMV7E_M_DUAL,
};
