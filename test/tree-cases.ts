import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFeatureMatrix } from '../plugin/data/feature-matrix';
import { readFeatures, rowsOf, takeRows, type FeatureSet } from '../plugin/learn/read-features';
import { sortedLabels } from '../plugin/learn/targets';
import { assetRoot } from '../plugin/paths';
import { buildImage } from '../plugin/runners/engines/docker/build-image';
import { connectDocker } from '../plugin/runners/engines/docker/connect';
import { importDebianImage } from './container-images';
import { makeFolder } from './temp-folder';

/** Builds the image of a block whose Dockerfile begins with Debian, on the Debian of the tests. */
export async function buildBlockImage(block: string): Promise<string> {
  const folder = join(makeFolder(), 'block');
  cpSync(join(assetRoot, 'blocks', block), folder, { recursive: true });
  const dockerfile = readFileSync(join(folder, 'Dockerfile'), 'utf8');
  writeFileSync(join(folder, 'Dockerfile'), dockerfile.replace('FROM debian:12-slim', `FROM ${await importDebianImage()}`));
  return buildImage(await connectDocker(), { name: block.split('/').at(-1)!, folder }, () => {});
}

/** Runs Python in an image as blocks run: no network, nothing writable but `/tmp` and `out`. Folders keep their paths. */
export function runPython(image: string, args: readonly string[], { read, write }: { read: string[]; write: string[] }): string {
  const user = `${process.getuid!()}:${process.getgid!()}`;
  const limits = ['--network', 'none', '--read-only', '--tmpfs', '/tmp', '--user', user, '--entrypoint', '/app/venv/bin/python'];
  const mounts = [...read.map((folder) => `${folder}:${folder}:ro`), ...write.map((folder) => `${folder}:${folder}`)];
  return execFileSync('docker', ['run', '--rm', ...limits, ...mounts.flatMap((mount) => ['-v', mount]), image, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Turns `<folder>/model.pkl` into `trees.json` by the contract of converters, and returns its text; or what was refused. */
export function convertPickle(image: string, folder: string): { trees?: string; errors?: { message: string }[]; metrics?: Record<string, number> } {
  const scratch = makeFolder();
  const output = join(scratch, 'output');
  mkdirSync(output);
  const run = { apiVersion: 'impulse-step/v1', id: 'convert', step: 'convert', params: {}, inputs: { model: folder }, output, scratch };
  writeFileSync(join(scratch, 'step-run.json'), JSON.stringify(run));
  let failure: unknown;
  try {
    runPython(image, ['/app/convert.py', join(scratch, 'step-run.json')], { read: [folder], write: [scratch] });
  } catch (error) {
    failure = error;
  }
  const result = JSON.parse(readFileSync(join(scratch, 'step-result.json'), 'utf8'));
  if (failure === undefined) return { ...result, trees: readFileSync(join(output, 'trees.json'), 'utf8') };
  if (result.status === 'failed') return result;
  throw failure;
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
