import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaValidator } from '../../schemas/validate';
import { ImpulseError } from '../errors';
import type { Counts } from './counts';

/** `points.json`: published times of a part, each with what its program executes. */
export interface Points {
  source: string;
  build: string;
  points: Point[];
}

/** A published speed on a board, and what the same model executes in the emulator. */
export interface Point {
  name: string;
  inferencesPerSecond: number;
  counts: Counts;
}

/**
 * Reads the published times beside a `target.json`.
 * @param folder absolute folder of the target
 * @throws ImpulseError IMP_POINTS_MISSING, IMP_POINTS_INVALID
 */
export function readPoints(folder: string): Points {
  const file = join(folder, 'points.json');
  if (!existsSync(file)) throw new ImpulseError('IMP_POINTS_MISSING', { folder });
  const points = parse(file);
  const [problem] = schemaValidator('points')(points);
  if (problem) throw new ImpulseError('IMP_POINTS_INVALID', { file, problem: `${problem.path.join('.') || 'it'} ${problem.message}` });
  return points as Points;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new ImpulseError('IMP_POINTS_INVALID', { file, problem: (error as Error).message });
  }
}
