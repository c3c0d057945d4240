import { join } from 'node:path';
import type { IncludedSource } from '../../compiler/emit/flatten-sources';
import { readBlockSources } from '../../native';
import { includeClosure } from '../../native/include-closure';
import { assetRoot } from '../../paths';
import { readKernels } from './read-kernels';

const RUNTIME = [
  ...['include/impulse/block.h', 'include/impulse/status.h', 'nn/placement.h'],
  ...['runtime/quantize.cpp', 'runtime/window_buffer.cpp'],
];

/**
 * Every C++ file that the device compiles: the runtime first (it keeps its file names), then the models' kernels, then the blocks in the
 * order of the manifest.
 * @param kernels files relative to `sdk-cpp/`, as `CompiledModel.sdkFiles` lists them
 * @param blocks folders of blocks that have C++
 */
export function collectSources(kernels: readonly string[], blocks: readonly string[]): IncludedSource[] {
  const closures = [
    includeClosure(RUNTIME.map((file) => join(assetRoot, 'sdk-cpp', file))),
    readKernels(kernels),
    ...blocks.map((folder) => includeClosure(readBlockSources(folder).sources)),
  ];
  const byPath = new Map(closures.flat().map((source) => [source.path, source]));
  return [...byPath.values()];
}
