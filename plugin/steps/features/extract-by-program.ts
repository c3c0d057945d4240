import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createFeatureMatrix, openFeatureMatrix } from '../../data/feature-matrix';
import { readJson } from '../read-json';
import type { StepContext } from '../step';
import { featureProblem, type FeatureRequest, nameWindow, readWindows, shapeProblem } from './feature-request';

/**
 * Features by our own contract: one run of the block over all windows. It finds `windows.npy` (float32 `[windows, steps, axes]`, raw
 * values) and `input.json` in `inputs.windows`, and leaves `features.npy` (float32 `[windows, features]`) and `features.json` (`shape`).
 *
 * @returns the shape of a window's features. @throws IMP_BLOCK_RESULT with the file and time of a window whose features are wrong
 */
export async function extractByProgram(
  { containers, output, scratch }: Pick<StepContext, 'containers' | 'output' | 'scratch'>, request: FeatureRequest,
): Promise<number[]> {
  const [given, left] = [join(scratch, 'windows'), join(scratch, 'features')];
  for (const folder of [given, left]) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
  writeWindows(given, request);
  let shape: number[] = [];
  const check = (): string | undefined => {
    const result = readResult(left, request);
    return typeof result === 'string' ? result : void (shape = result);
  };
  await containers.runStep('block', { params: request.params, inputs: { windows: given }, output: left, check });
  copyFileSync(join(left, 'features.npy'), join(output, 'features.npy'));
  return shape;
}

function writeWindows(folder: string, request: FeatureRequest): void {
  const { length, axes, frequencyHz, strideMs } = request;
  const matrix = createFeatureMatrix(join(folder, 'windows.npy'), length, axes.length);
  for (const { values } of readWindows(request)) matrix.append(values);
  matrix.close();
  writeFileSync(join(folder, 'input.json'), `${JSON.stringify({ frequencyHz, length, axes, strideMs })}\n`);
}

/** The shape, or what is wrong. */
function readResult(folder: string, request: FeatureRequest): number[] | string {
  for (const name of ['features.npy', 'features.json']) if (!existsSync(join(folder, name))) return `${name} is missing`;
  try {
    const { shape } = readJson<{ shape: number[] }>(folder, 'features.json');
    return matrixProblem(join(folder, 'features.npy'), shape, request) ?? shape;
  } catch (error) {
    return (error as Error).message.replace(/\.$/, '');
  }
}

function matrixProblem(path: string, shape: unknown, request: FeatureRequest): string | undefined {
  const { rows, columns, read, close } = openFeatureMatrix(path);
  try {
    if (rows !== request.windows.length) return `features.npy holds ${rows} rows for ${request.windows.length} windows`;
    for (const [row, window] of request.windows.entries()) {
      const problem = featureProblem(read(row, 1));
      if (problem !== undefined) return `${nameWindow(request, window)}: ${problem}`;
    }
    return shapeProblem(shape, columns);
  } finally {
    close();
  }
}
