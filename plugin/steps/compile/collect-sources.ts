import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { IncludedSource } from '../../compiler/emit/flatten-sources';
import { readBlockSources } from '../../native';
import { includeClosure } from '../../native/include-closure';
import { assetRoot } from '../../paths';

const RUNTIME = ['include/impulse/block.h', 'include/impulse/status.h', 'runtime/quantize.cpp', 'runtime/window_buffer.cpp'];

/**
 * Every C++ file that the device compiles: the runtime first (it keeps its file names), then the models' kernels, then the blocks in the
 * order of the manifest.
 * @param kernels files relative to `sdk-cpp/`, as `CompiledModel.sdkFiles` lists them
 * @param blocks folders of blocks that have C++
 */
export function collectSources(kernels: readonly string[], blocks: readonly string[]): IncludedSource[] {
  const sdk = join(assetRoot, 'sdk-cpp');
  const closures = [
    includeClosure(RUNTIME.map((file) => join(sdk, file))),
    readKernels(sdk, [...new Set(kernels)].sort()),
    ...blocks.map((folder) => includeClosure(readBlockSources(folder).sources)),
  ];
  const byPath = new Map(closures.flat().map((source) => [source.path, source]));
  return [...byPath.values()];
}

/** The compiler has chosen these files, some of an instruction set's own folder: they include each other by file name. */
function readKernels(sdk: string, kernels: readonly string[]): IncludedSource[] {
  const chosen = Object.fromEntries(kernels.map((file) => [basename(file), join(sdk, file)]));
  return kernels.map((file) => {
    const path = join(sdk, file);
    const text = readFileSync(path, 'utf8');
    const named = [...text.matchAll(/^[ \t]*#[ \t]*include[ \t]*"([^"\n]+)"/gm)].map(([, name]) => name);
    return { path, text, includes: Object.fromEntries(named.map((name) => [name, chosen[basename(name)] ?? join(sdk, 'include', name)])) };
  });
}
