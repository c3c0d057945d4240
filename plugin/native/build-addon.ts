import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assetRoot } from '../paths';
import { buildSharedObject } from './build-shared-object';
import { includeClosure, includeFolders } from './include-closure';

/**
 * Path of the N-API addon: the prebuilt copy of the package where this platform has one, else compiled from `sdk-cpp/node` on first use.
 * Node's stable ABI makes one build good for every Node version.
 */
export async function buildAddon(): Promise<string> {
  const prebuilt = join(assetRoot, 'prebuilt', `${process.platform}-${process.arch}`, 'impulse.node');
  if (existsSync(prebuilt)) return prebuilt;
  const folder = join(assetRoot, 'sdk-cpp', 'node');
  const sources = readdirSync(folder).filter((name) => name.endsWith('.cpp')).sort();
  return buildSharedObject({
    name: 'addon',
    files: includeClosure(sources.map((name) => join(folder, name))),
    includeFolders: [...includeFolders(), ...headerPackages()],
    flags: ['-std=c++17', '-O1', '-fexceptions', '-DNAPI_VERSION=8', '-DNODE_ADDON_API_CPP_EXCEPTIONS', ...undefinedIsFine()],
  });
}

/** Folders of `napi.h` and `node_api.h`. */
function headerPackages(): string[] {
  const packageFolder = (name: string) => dirname(require.resolve(`${name}/package.json`));
  return [packageFolder('node-addon-api'), join(packageFolder('node-api-headers'), 'include')];
}

/** The napi functions come from the node process that loads the addon. */
function undefinedIsFine(): string[] {
  return process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : [];
}
