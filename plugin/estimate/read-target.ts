import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseJson } from '../../schemas/parse-json';
import { schemaValidator } from '../../schemas/validate';
import { ImpulseError } from '../errors';
import { assetRoot } from '../paths';
import type { Core, Target } from './target';

/**
 * Reads a target's folder and the core that it names.
 * @param folder absolute folder of `target.json`
 * @param coresFolder absolute folder of the cores
 * @throws ImpulseError IMP_TARGET_INVALID, IMP_CORE_UNKNOWN
 */
export function readTarget(folder: string, coresFolder = join(assetRoot, 'targets', 'cores')): Target {
  const file = join(folder, 'target.json');
  const target = readJson(file);
  const [problem] = schemaValidator('target')(target);
  if (problem) {
    const where = problem.path.join('.') || basename(file);
    throw new ImpulseError('IMP_TARGET_INVALID', { file, problem: `${where} ${problem.message}` });
  }
  return { ...(target as unknown as Target), core: readCore(String(target.core), coresFolder) };
}

/** @throws ImpulseError IMP_CORE_UNKNOWN */
export function readCore(id: string, coresFolder = join(assetRoot, 'targets', 'cores')): Core {
  const folder = join(coresFolder, id);
  if (!existsSync(join(folder, 'core.json'))) throw new ImpulseError('IMP_CORE_UNKNOWN', { core: id, folder: coresFolder });
  const model = join(folder, 'cycles.json');
  const core = readJson(join(folder, 'core.json')) as unknown as Core;
  return { ...core, folder, ...(existsSync(model) ? { model: readJson(model) as never } : {}) };
}

function readJson(file: string): Record<string, unknown> {
  try {
    return parseJson(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new ImpulseError('IMP_TARGET_INVALID', { file, problem: (error as Error).message });
  }
}
