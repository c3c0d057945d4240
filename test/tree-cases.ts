import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFeatureMatrix } from '../plugin/data/feature-matrix';
import { readFeatures, rowsOf, takeRows, type FeatureSet } from '../plugin/learn/read-features';
import { sortedLabels } from '../plugin/learn/targets';
import type { ContainerSpec } from '../plugin/manifest/manifest';
import { readBlock } from '../plugin/manifest/read-block';
import { assetRoot } from '../plugin/paths';
import { openContainers } from '../plugin/runners/blocks/block-containers';
import { PINS } from '../plugin/runners/envelope';
import type { BlockContainers, Metrics } from '../plugin/steps/step';
import { makeFolder } from './temp-folder';

const CONVERTER = join(assetRoot, 'blocks', 'convert', 'scikit-learn');

/** The container that reads pickles: `convert` as it is, and `python` to run scripts among the same libraries. */
export function openConverter(): BlockContainers {
  const root = makeFolder();
  const block = readBlock(CONVERTER) as { container: ContainerSpec };
  const containers = { convert: block.container, python: { ...block.container, command: ['/app/venv/bin/python'] } };
  const folders = { convert: CONVERTER, python: CONVERTER };
  const places = { root, output: join(root, 'output'), scratch: join(root, 'scratch') };
  const run = { apiVersion: 'impulse-step/v1' as const, id: 'train--trees', step: 'train', params: {}, inputs: {}, folders, ...places, pins: PINS, containers };
  return openContainers(run, () => {}, new AbortController().signal);
}

/** Runs a Python file; folders keep their paths. */
export function runPython(containers: BlockContainers, script: string, args: readonly string[], { read, write }: { read: string[]; write: string[] }): Promise<void> {
  const mounts = [...[script, ...read].map((host) => ({ host, inside: host })), ...write.map((host) => ({ host, inside: host, writable: true }))];
  // One thread: on a busy machine threads that wait for one another take many times as long.
  return containers.run('python', { argv: [script, ...args], env: { OMP_NUM_THREADS: '1' }, mounts });
}

/** Turns `<folder>/model.pkl` into the text of a `trees.json`. */
export async function convertPickle(containers: BlockContainers, folder: string): Promise<{ trees: string; metrics: Metrics }> {
  const output = join(makeFolder(), 'output');
  mkdirSync(output);
  const metrics = await containers.runStep('convert', { params: {}, inputs: { model: folder }, output });
  return { trees: readFileSync(join(output, 'trees.json'), 'utf8'), metrics };
}

/** The windows of an impulse in the form of Edge Impulse's learn blocks, and the test side's again for us. */
export function writeWindows(features: readonly string[], split: string, folder: string): { set: FeatureSet; test: Uint32Array; labels: string[] } {
  const set = readFeatures(features);
  const labels = sortedLabels(set.windows);
  const rows = { train: rowsOf('train', set, split), test: rowsOf('test', set, split) };
  for (const side of ['train', 'test'] as const) {
    writeMatrix(join(folder, `X_split_${side}.npy`), takeRows(set.features, set.width, rows[side]), set.width);
    const classes = Array.from(rows[side], (row) => labels.indexOf(set.windows[row].label!));
    writeMatrix(join(folder, `Y_split_${side}.npy`), Float32Array.from(classes.flatMap((own) => labels.map((_, other) => Number(own === other)))), labels.length);
  }
  return { set, test: rows.test, labels };
}

function writeMatrix(path: string, values: Float32Array, columns: number): void {
  const matrix = createFeatureMatrix(path, columns);
  matrix.append(values);
  matrix.close();
}
