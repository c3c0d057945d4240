import { join } from 'node:path';
import { openFeatureMatrix } from '../data/feature-matrix';
import { type Block, type BlockPlan, loadBlock } from '../native';
import { blockInput } from '../steps/features/block-input';
import { extractByProgram } from '../steps/features/extract-by-program';
import { extractByServer } from '../steps/features/extract-by-server';
import { extractRecordings } from '../steps/features/extract-recordings';
import type { FeatureRequest } from '../steps/features/feature-request';
import type { StepContext } from '../steps/step';

/** Features of some windows. */
export interface Extracted {
  shape: number[];
  /** One for each window. */
  rows: Float32Array[];
}

/** By the block's C++, which the host compiles. */
export async function extractNatively(folder: string, request: FeatureRequest): Promise<Extracted> {
  const { windows, length, frequencyHz, strideMs, axes } = request;
  const input = { windowMs: (length * 1000) / frequencyHz, strideMs, frequencyHz, axes: [...axes] };
  const block: Block = await loadBlock(folder);
  const plan: BlockPlan = block.configure(request.params, blockInput(input, axes));
  const rows = new RowsInMemory(plan.shape.reduce((product, extent) => product * extent, 1));
  await extractRecordings({ ...request, windows, block, plan, input, append: (more) => rows.append(more), progress: () => {} });
  return { shape: plan.shape, rows: rows.all };
}

/** By the block's container, as an impulse would ask it. */
export async function extractInContainer(context: StepContext, contract: string, request: FeatureRequest): Promise<Extracted> {
  if (contract === 'impulse') {
    const shape = await extractByProgram(context, request);
    const matrix = openFeatureMatrix(join(context.output, 'features.npy'));
    const rows = Array.from({ length: matrix.rows }, (_, row) => matrix.read(row, 1));
    matrix.close();
    return { shape, rows };
  }
  let rows = new RowsInMemory(1);
  const shape = await extractByServer(context, request, (columns) => (rows = new RowsInMemory(columns)));
  return { shape, rows: rows.all };
}

/** A matrix that is never written. */
class RowsInMemory {
  readonly all: Float32Array[] = [];

  constructor(private readonly columns: number) {}

  append(values: Float32Array): void {
    for (let at = 0; at < values.length; at += this.columns) this.all.push(values.slice(at, at + this.columns));
  }

  close(): void {}
}
