import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ImpulseError } from '../../../plugin/errors';
import type { ProvidedPlan, ProvideRequest } from '../../../plugin/learn/learn-block';
import { readTrees } from '../../../plugin/learn/trees/tree-document';
import { treePlan } from '../../../plugin/learn/trees/tree-plan';

/** The ensemble that the manifest names. */
export function provide({ params, root }: ProvideRequest): ProvidedPlan {
  const file = resolve(root, params.path);
  if (!existsSync(file)) throw new ImpulseError('IMP_MODEL_FILE_MISSING', { file: params.path });
  return treePlan(readTrees(readFileSync(file, 'utf8'), params.path));
}
