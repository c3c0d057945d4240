import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ImpulseError } from '../../errors';

/** What a block that makes recordings is asked for. */
export interface SyntheticRequest {
  /** Parameters of `block.json`, resolved. */
  params: Record<string, any>;
  /** Rate and axes that the input block expects. */
  frequencyHz: number;
  axes: readonly string[];
  /** Empty folder. The block leaves recordings there, in any format we read, and `info.labels`, which labels each of them. */
  folder: string;
  progress(message: string, done?: number): void;
}

/** The exports of the `index` module in a synthetic block's folder. The same request gives the same bytes on every machine. */
export interface SyntheticBlock {
  generate(request: SyntheticRequest): Promise<void>;
}

/** One row of `info.labels`. */
export interface MadeRecording {
  path: string;
  label: { type: 'label'; label: string };
  metadata: Record<string, string>;
}

const ENTRIES = ['index.js', 'index.cjs', 'index.ts'];

/** Loads the synthetic block in a folder: ours, or a user's own. */
export async function loadSyntheticBlock(folder: string): Promise<SyntheticBlock> {
  const entry = ENTRIES.find((name) => existsSync(join(folder, name)));
  if (!entry) throw new ImpulseError('IMP_SYNTHETIC_ENTRY', { folder, problem: `it has none of ${ENTRIES.join(', ')}` });
  const module = await import(join(folder, entry));
  const block: Partial<SyntheticBlock> = module.default?.generate ? module.default : module;
  if (typeof block.generate !== 'function')
    throw new ImpulseError('IMP_SYNTHETIC_ENTRY', { folder, problem: `${entry} exports no generate()` });
  return block as SyntheticBlock;
}
