import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The folder that holds `schemas/`, `blocks/`, `sdk-cpp/` and `targets/`. The build mirrors the repository below `plugin/dist`, so one
 * relative path is right for the sources and for the published package.
 */
export const assetRoot = resolve(__dirname, '..');

/**
 * Where toolchains, compiled blocks, the content store and the run cache live. `NX_IMPULSE_CACHE` moves it (CI, tests); otherwise it
 * follows the XDG base directory specification.
 */
export function cacheRoot(): string {
  return process.env.NX_IMPULSE_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'nx-impulse');
}
