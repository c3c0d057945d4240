import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochRecord } from '../../learn/fit-model';

/** `training.json`: what was learnt, and how the epochs went. */
export interface TrainingDocument {
  /** What the outputs are. */
  task: 'classes' | 'value' | 'anomaly';
  /** Names of the outputs. */
  labels: readonly string[];
  /** 1-based; 0 where nothing was trained by epochs. */
  bestEpoch: number;
  epochs: readonly EpochRecord[];
}

/** Writes `labels.json`, `task.json` and `history.json`, which every learn block has. */
export function writeTraining(folder: string, { task, labels, bestEpoch, epochs }: TrainingDocument): void {
  writeFileSync(join(folder, 'labels.json'), `${JSON.stringify(labels)}\n`);
  writeFileSync(join(folder, 'task.json'), `${JSON.stringify(task)}\n`);
  writeFileSync(join(folder, 'history.json'), `${JSON.stringify({ bestEpoch, epochs }, null, 1)}\n`);
}
