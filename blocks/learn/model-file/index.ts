import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ImpulseError } from '../../../plugin/errors';
import type { ProvidedModel, ProvideRequest } from '../../../plugin/learn/learn-block';

/** The file that the manifest names, as it is. */
export function provide({ params, root }: ProvideRequest): ProvidedModel {
  const file = resolve(root, params.path);
  if (!existsSync(file)) throw new ImpulseError('IMP_MODEL_FILE_MISSING', { file: params.path });
  return { model: readFileSync(file), labels: params.labels.length > 0 ? params.labels : undefined, task: params.task };
}
