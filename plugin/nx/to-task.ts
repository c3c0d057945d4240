import type { TargetConfiguration } from '@nx/devkit';
import type { StepPlan } from '../graph/step-plan';
import { STEPS } from '../steps';
import type { WorkspaceImpulse } from './read-impulses';
import { inputFromPackage, inputsFromFolders, inputsFromGlobs } from './to-inputs';

/** Name of the one executor, as tasks call it. */
export const STEP_EXECUTOR = 'nx-impulse:step';
/** The same executor without a batch form: for work that is long, or that must not hold others up. */
const HEAVY_EXECUTOR = 'nx-impulse:heavy-step';

type Inputs = NonNullable<Exclude<TargetConfiguration['inputs'], false>>;

/** The task of a plan. Nothing here but names comes from the manifest's content: a task's configuration is hashed with its project. */
export function toTask(plan: StepPlan, { name, root }: WorkspaceImpulse, workspaceRoot: string): TargetConfiguration {
  const row = STEPS.find((candidate) => candidate.name === plan.step)!;
  const globs = inputsFromGlobs(plan.files, root, workspaceRoot);
  const folders = inputsFromFolders(Object.values(plan.folders), workspaceRoot);
  const command = row.toolsCommand?.(plan);
  const inputs: Inputs = [
    { externalDependencies: [sectionNode(name, plan.id)] },
    inputFromPackage(workspaceRoot),
    ...(command === undefined ? [] : [{ runtime: command }]),
    ...(globs ?? []),
    ...(folders ?? []),
    ...(plan.environment ?? []).map((env) => ({ env })),
    ...(Object.keys(plan.inputs).length > 0 ? [{ dependentTasksOutputFiles: '**/.impulse/*/artefact.json' }] : []),
  ];
  return {
    executor: row.heavy || plan.containers ? HEAVY_EXECUTOR : STEP_EXECUTOR,
    options: { id: plan.id },
    // What Nx cannot see (data outside of the workspace, a bucket, what an image is built on), it must not answer for: the run cache does.
    cache: globs !== undefined && folders !== undefined && plan.containers === undefined && row.outside === undefined,
    inputs,
    outputs: ['artefact.json', 'metrics.json', ...(row.publish ?? [])].map((file) => `{projectRoot}/.impulse/${plan.id}/${file}`),
    dependsOn: [...new Set(Object.values(plan.inputs))],
    metadata: describeTask(row.summary, root),
  };
}

/** Name of the external node that stands for the manifest's sections of one plan. */
export function sectionNode(project: string, id: string): string {
  return `impulse:${project}:${id}`;
}

/** What `nx show project` says of a task. */
export function describeTask(description: string, root: string): TargetConfiguration['metadata'] {
  return {
    description,
    technologies: ['impulse'],
    help: { command: `npx nx-impulse explain ${root}`, example: {} },
  };
}
