import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ImpulseError, ImpulseErrors } from '../errors';
import { frameErrors } from '../frame-errors';
import { planSteps } from '../graph/plan-steps';
import type { StepPlan } from '../graph/step-plan';
import type { Manifest } from '../manifest/manifest';
import { readManifest } from '../manifest/read-manifest';

/** One `impulse.yaml` of the workspace, as Nx is to see it. */
export interface WorkspaceImpulse {
  /** Manifest's path, relative to the workspace. */
  file: string;
  /** Its folder, relative to the workspace; `.` for the workspace itself. */
  root: string;
  /** Name of the Nx project: unique whatever the manifests say. */
  name: string;
  manifest?: Manifest;
  plans: StepPlan[];
  /** Framed errors, where the manifest cannot be used. */
  problem?: string;
}

/**
 * Reads every manifest. A broken one, or one whose name is taken, becomes an impulse with a problem: it never throws.
 *
 * @param others names of other projects, and their folders.
 */
export function readImpulses(
  files: readonly string[],
  workspaceRoot: string,
  others: ReadonlyMap<string, string> = new Map(),
): WorkspaceImpulse[] {
  const taken = new Map([...others].map(([name, folder]) => [name, `the project in ${folder}`]));
  const read = [...files].sort().map((file) => readImpulse(file, workspaceRoot));
  const [whole, broken] = [read.filter(({ manifest }) => manifest), read.filter(({ manifest }) => !manifest)];
  return [...whole, ...broken].map((impulse) => {
    const other = taken.get(impulse.name);
    const named = other === undefined ? impulse : renameDuplicate(impulse, other, taken);
    taken.set(named.name, named.file);
    return named;
  });
}

function readImpulse(file: string, workspaceRoot: string): WorkspaceImpulse {
  const root = dirname(file);
  const path = join(workspaceRoot, file);
  try {
    const manifest = readManifest(path, { workspaceRoot });
    return { file, root, name: manifest.name, manifest, plans: planSteps(manifest) };
  } catch (error) {
    const known = error instanceof ImpulseError || error instanceof ImpulseErrors;
    const problem = known ? frameErrors(error) : `${file}: ${(error as Error).message}`;
    return { file, root, name: writtenName(path) ?? folderName(root, workspaceRoot), plans: [], problem };
  }
}

/** The name in a manifest that cannot be read as a whole. */
function writtenName(file: string): string | undefined {
  try {
    return /^name:\s*["']?([\w@./-]+)/m.exec(readFileSync(file, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}

function folderName(root: string, workspaceRoot: string): string {
  return root === '.' ? basename(workspaceRoot) : root.replaceAll('/', '-');
}

function renameDuplicate(impulse: WorkspaceImpulse, other: string, taken: ReadonlyMap<string, string>): WorkspaceImpulse {
  const { file, root, name, problem } = impulse;
  const duplicate = frameErrors(new ImpulseError('IMP_PROJECT_DUPLICATE', { name, file, other }));
  let own = root === '.' ? `${name}-root` : root.replaceAll('/', '-');
  while (taken.has(own)) own += '-2';
  return { file, root, name: own, plans: [], problem: problem ?? duplicate };
}
