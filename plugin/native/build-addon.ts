import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
  const sources = readdirSync(folder)
    .filter((name) => name.endsWith('.cpp'))
    .sort();
  const headers = [headerPackage('node-addon-api', ''), headerPackage('node-api-headers', 'include')];
  return buildSharedObject({
    name: 'addon',
    files: includeClosure(sources.map((name) => join(folder, name))),
    includeFolders: [...includeFolders(), ...headers.map(({ include }) => include)],
    flags: [
      ...['-std=c++17', '-O1', '-fexceptions', '-DNAPI_VERSION=8', '-DNODE_ADDON_API_CPP_EXCEPTIONS'],
      `-DIMPULSE_HEADERS="${headers.map(({ version }) => version).join(' ')}"`,
      ...undefinedIsFine(),
    ],
  });
}

/** A package of headers: their folder, and the version, which is part of the cache key because they are no files of ours. */
function headerPackage(name: string, folder: string): { include: string; version: string } {
  const file = require.resolve(`${name}/package.json`);
  return { include: join(dirname(file), folder), version: `${name}@${JSON.parse(readFileSync(file, 'utf8')).version}` };
}

/** The napi functions come from the node process that loads the addon. */
function undefinedIsFine(): string[] {
  return process.platform === 'darwin' ? ['-undefined', 'dynamic_lookup'] : [];
}
