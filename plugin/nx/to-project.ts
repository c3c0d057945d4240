import { createHash } from 'node:crypto';
import type { ProjectConfiguration, ProjectGraphExternalNode, TargetConfiguration } from '@nx/devkit';
import { canonicalJson } from '../graph/canonical-json';
import type { StepPlan } from '../graph/step-plan';
import { STEPS } from '../steps';
import type { WorkspaceImpulse } from './read-impulses';
import { describeTask, sectionNode, STEP_EXECUTOR, toTask } from './to-task';

/** The project of an impulse: a task per plan, one per step that has several plans, and `validate`. A broken one has only `validate`. */
export function toProject(impulse: WorkspaceImpulse, workspaceRoot: string): ProjectConfiguration {
  const { name, root, manifest, plans, problem } = impulse;
  const tasks = plans.map((plan): [string, TargetConfiguration] => [plan.id, toTask(plan, impulse, workspaceRoot)]);
  return {
    name,
    root,
    projectType: 'application',
    tags: ['impulse'],
    metadata: {
      description: manifest?.description ?? (problem === undefined ? `The impulse ${name}.` : firstLine(problem)),
      technologies: ['impulse'],
    },
    targets: { ...Object.fromEntries([...tasks, ...aggregateTasks(plans, root)]), validate: validateTask(impulse) },
  };
}

/**
 * What the manifest says to each plan, as a node whose hash Nx puts into the task's: options would bust every task of the project.
 * These nodes are computed again only when a file that Nx watches changes, so nothing but the manifest may be in them.
 */
export function toExternalNodes({ name, plans }: WorkspaceImpulse): Record<string, ProjectGraphExternalNode> {
  return Object.fromEntries(plans.map((plan) => [sectionNode(name, plan.id), toExternalNode(sectionNode(name, plan.id), plan)]));
}

function toExternalNode(name: string, { step, params, inputs, files }: StepPlan): ProjectGraphExternalNode {
  const hash = createHash('sha256').update(canonicalJson({ step, params, inputs, files })).digest('hex');
  return { type: 'impulse', name: name as `npm:${string}`, data: { packageName: name, version: hash.slice(0, 12), hash } };
}

/** `compile` runs every `compile--<target>`: a step with one plan per item gets a task that stands for all of them. */
function aggregateTasks(plans: readonly StepPlan[], root: string): [string, TargetConfiguration][] {
  return STEPS.flatMap(({ name, summary }): [string, TargetConfiguration][] => {
    const ids = plans.filter(({ step, id }) => step === name && id !== name).map(({ id }) => id);
    if (ids.length === 0) return [];
    const items = ids.map((id) => id.slice(name.length + 2)).join(', ');
    return [[name, { executor: 'nx:noop', dependsOn: ids, metadata: describeTask(`${summary} For: ${items}.`, root) }]];
  });
}

function validateTask({ root, problem }: WorkspaceImpulse): TargetConfiguration {
  const description = problem === undefined ? 'Checks the manifest.' : `Shows why the manifest cannot be used: ${firstLine(problem)}`;
  return { executor: STEP_EXECUTOR, options: { id: 'validate' }, cache: false, metadata: describeTask(description, root) };
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]!;
}
