import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSharedObject } from '../native/build-shared-object';
import { includeClosure } from '../native/include-closure';
import type { Image } from './link-image';
import { regionNames, type Attribution } from './read-counts';
import type { Core, FlashCache } from './target';
import { emulatorFolder } from './toolchain';

/** What the plugin writes, in QEMU's working folder. */
export const COUNTS_FILE = 'counts.jsonl';
const REGIONS_FILE = 'regions.txt';

/** Path of the QEMU plugin that counts instructions, built for the interface that this QEMU speaks. */
function buildCountingPlugin(qemuVersion: string): Promise<string> {
  const source = join(emulatorFolder, 'count_instructions.cpp');
  return buildSharedObject({
    name: 'count-instructions',
    files: includeClosure([source]),
    includeFolders: [],
    flags: ['-std=c++11', '-O2', '-fvisibility=hidden', `-DIMPULSE_QEMU_API=${pluginApi(qemuVersion)}`, `-DIMPULSE_QEMU="${qemuVersion}"`],
  });
}

/** QEMU 9.0 dropped version 1 of the interface, 9.1 changed how instructions are read. */
export function pluginApi(qemuVersion: string): 1 | 2 | 3 {
  const [, major, minor] = /version (\d+)\.(\d+)/.exec(qemuVersion) ?? [];
  const version = Number(major) * 100 + Number(minor);
  return version >= 901 ? 3 : version >= 900 ? 2 : 1;
}

/** What is counted beside the classes of instructions. */
export interface CountingRules {
  issue?: Core['issue'];
  /** Lines that the cache of the target's flash misses. */
  flashCache?: FlashCache;
}

/** QEMU's arguments that count a run in `folder`. */
export async function pluginArguments(
  image: Image,
  attribution: Attribution,
  { issue, flashCache }: CountingRules,
  qemuVersion: string,
  folder: string,
): Promise<string[]> {
  const addresses = new Map(image.symbols.map(({ name, address }) => [name, address]));
  const stages = Object.values(attribution.stages ?? {}).flatMap((functions, index) =>
    functions.flatMap((name) => (addresses.has(name) ? [`stage=${addresses.get(name)}:${index + 1}`] : [])),
  );
  const names = regionNames(attribution);
  const regions = (attribution.regions ?? []).map(({ name, start, end }) => `${start} ${end} ${names.indexOf(name) + 1}\n`);
  writeFileSync(join(folder, REGIONS_FILE), regions.join(''));
  const markers = [`begin=${addresses.get('emulator_begin')}`, `end=${addresses.get('emulator_end')}`];
  const rules = [...(issue ? [`issue=${issue}`] : []), ...(flashCache ? [flashOption(image, flashCache)] : [])];
  const plugin = await buildCountingPlugin(qemuVersion);
  const files = [plugin.replace(/,/g, ',,'), `out=${COUNTS_FILE}`, `regions=${REGIONS_FILE}`];
  return ['-plugin', [...files, ...markers, ...stages, ...rules].join(',')];
}

/** What a firmware has in flash: all that is loaded and never written. */
function flashOption({ sections }: Image, { lineBytes, dataLines, codeLines }: FlashCache): string {
  const stored = sections.filter(({ loaded, writable }) => loaded && !writable);
  const start = Math.min(...stored.map(({ address }) => address));
  const end = Math.max(...stored.map(({ address, bytes }) => address + bytes));
  return `flash=${[start, end, lineBytes, dataLines, codeLines].join(':')}`;
}
