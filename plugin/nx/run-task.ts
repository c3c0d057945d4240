import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutorContext } from '@nx/devkit';
import { frameErrors } from '../frame-errors';
import { describeResults } from '../runners/describe-results';
import { printEvents } from '../runners/print-events';
import { runImpulse } from '../runners/run-impulse';
import type { RunEvent } from '../runners/run-plans';
import { readImpulses } from './read-impulses';

/** Options of the executor. */
export interface StepOptions {
  /** A plan's id, or `validate`. */
  id: string;
}

/** What a task has to know of its workspace. */
export type WorkspaceContext = Pick<ExecutorContext, 'root' | 'projectsConfigurations'>;

/** Runs one task of an impulse's project and says what happens; errors are framed and printed. */
export async function runTask({ id }: StepOptions, project: string, context: WorkspaceContext): Promise<boolean> {
  const { root } = context.projectsConfigurations.projects[project]!;
  if (id === 'validate') return validateProject(root, context);
  try {
    const folder = join(context.root, root);
    const outcomes = await runImpulse(folder, { steps: [id], workspaceRoot: context.root, onEvent: printOwn(id) });
    const results = describeResults(outcomes, folder);
    if (results !== undefined) process.stdout.write(`\n${results}\n`);
    return true;
  } catch (error) {
    process.stderr.write(`${frameErrors(error)}\n`);
    return false;
  }
}

/** Nx has shown the tasks before this one already: of them, only work that has to be done again is news. */
function printOwn(id: string): (event: RunEvent) => void {
  const print = printEvents(process.stdout);
  return (event) => {
    if (event.id === id || event.kind !== 'cached') print(event);
  };
}

/** Looks at all manifests, as planning does: a name that is taken twice is an error of neither file alone. */
function validateProject(root: string, { root: workspaceRoot, projectsConfigurations }: WorkspaceContext): boolean {
  const projects = Object.entries(projectsConfigurations.projects).map(([name, project]) => ({ name, folder: project.root }));
  const isImpulse = ({ folder }: { folder: string }): boolean => existsSync(join(workspaceRoot, folder, 'impulse.yaml'));
  const files = projects.filter(isImpulse).map(({ folder }) => join(folder, 'impulse.yaml'));
  const others = new Map(projects.filter((project) => !isImpulse(project)).map(({ name, folder }) => [name, folder]));
  const impulse = readImpulses(files, workspaceRoot, others).find((candidate) => candidate.root === root);
  if (impulse?.problem !== undefined) {
    process.stderr.write(`${impulse.problem}\n`);
    return false;
  }
  process.stdout.write(`${root}/impulse.yaml is valid: ${impulse?.plans.length ?? 0} steps.\n`);
  return true;
}
