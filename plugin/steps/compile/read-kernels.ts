import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CompileOptions } from '../../compiler/compile-model';
import type { IncludedSource } from '../../compiler/emit/flatten-sources';
import { assetRoot } from '../../paths';

const SDK = join(assetRoot, 'sdk-cpp');

/** What the compiler of a machine that has the instruction set defines. */
const HAS_ARCH: Record<string, string> = {
  'armv6-m': 'defined(__ARM_ARCH_6M__)',
  'armv7-m': 'defined(__ARM_ARCH_7M__)',
  'armv7e-m': 'defined(__ARM_FEATURE_DSP)',
  'armv7e-m-dual': 'defined(__ARM_FEATURE_DSP)',
  'armv8.1-m': 'defined(__ARM_FEATURE_MVE)',
  'x86-64': 'defined(__x86_64__)',
} satisfies Record<Exclude<CompileOptions['arch'], 'portable'>, string>;

/**
 * The models' kernels. A file of an instruction set's own folder comes together with its portable twin, and a header of their name
 * chooses between them when it is compiled: so the code for a microcontroller also builds, with the same bits, on a host.
 * @param files relative to `sdk-cpp/`, as `CompiledModel.sdkFiles` lists them
 */
export function readKernels(files: readonly string[]): IncludedSource[] {
  const sources: IncludedSource[] = [];
  const places = new Map<string, string>();
  const open = [...new Set(files)].sort();
  for (let file = open.shift(); file !== undefined; file = open.shift()) {
    const name = basename(file);
    if (places.has(name)) continue;
    const versions = readVersions(file);
    places.set(name, versions[0].path);
    sources.push(...versions);
    open.push(
      ...versions
        .flatMap(({ text }) => namedIncludes(text))
        .map((include) => `nn/${include}`)
        .filter((path) => existsSync(join(SDK, path))),
    );
  }
  return sources.map((source) => ({ ...source, includes: { ...resolveIncludes(source.text, places), ...source.includes } }));
}

/** The file that others include, and behind it the versions that it chooses between, where it has any. */
function readVersions(file: string): IncludedSource[] {
  const name = basename(file);
  const arch = /^nn\/arch\/([^/]+)\//.exec(file)?.[1];
  const twin = join(SDK, 'nn', name);
  const own = readSource(join(SDK, file));
  if (arch === undefined || !existsSync(twin)) return [own];
  const portable = { ...readSource(twin), path: join(SDK, 'nn', 'portable', name) };
  return [chooseAtCompileTime(name, arch, own, portable), own, portable];
}

function chooseAtCompileTime(name: string, arch: string, own: IncludedSource, portable: IncludedSource): IncludedSource {
  const text = `// SPDX-License-Identifier: Apache-2.0
// ${name} for ${arch}; on every other machine the portable version gives the same bits.
#if ${HAS_ARCH[arch]}
#include "${arch}/${name}"
#else
#include "portable/${name}"
#endif
`;
  const includes = { [`${arch}/${name}`]: own.path, [`portable/${name}`]: portable.path };
  return { path: join(SDK, 'nn', 'chosen', name), text, includes };
}

function readSource(path: string): IncludedSource {
  return { path, text: readFileSync(path, 'utf8'), includes: {} };
}

/** Kernels include each other by file name; what is none of them stands below `include/`. */
function resolveIncludes(text: string, places: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries(namedIncludes(text).map((name) => [name, places.get(basename(name)) ?? join(SDK, 'include', name)]));
}

function namedIncludes(text: string): string[] {
  return [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"/gm)].map(([, name]) => name);
}
