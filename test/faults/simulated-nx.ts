import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ProjectConfiguration, ProjectGraph, ProjectGraphExternalNode, TargetConfiguration, Task, TaskGraph } from '@nx/devkit';
import { writeFileWhole } from '../../plugin/files/write-file';
import { createNodes } from '../../plugin/nx/create-nodes';

/** Nx's own code, which it does not export: its view of files and its hasher. */
const nx = join(dirname(require.resolve('nx/package.json')), 'dist', 'src');
const { WorkspaceContext, HashPlanner, TaskHasher } = require(join(nx, 'native')) as typeof import('../../node_modules/nx/dist/src/native');
const { transformProjectGraphForRust } = require(join(nx, 'native', 'transform-objects')) as typeof import('../../node_modules/nx/dist/src/native/transform-objects');

/** What Nx would do for one project, in process: plan, hash by its own hasher, restore outputs or run the task. */
export interface SimulatedNx {
  /** Forgets the inferred project, as Nx does when a file that it watches has changed. */
  invalidate(): void;
  /** Runs those of these tasks that there are, and what they depend on; returns the tasks that were not restored from Nx's cache. */
  runTasks(tasks: readonly string[]): Promise<string[]>;
}

interface Inferred {
  project: ProjectConfiguration;
  externalNodes: Record<string, ProjectGraphExternalNode>;
}

/** @param manifest path of the only impulse, relative to `root`. @param execute runs the plan of that id. */
export function simulateNx(root: string, manifest: string, execute: (id: string) => Promise<void>): SimulatedNx {
  const cache = new Map<string, Record<string, string>>();
  let inferred: Inferred | undefined;

  async function infer(): Promise<Inferred> {
    const [[, result]] = await createNodes[1]([manifest], undefined, { workspaceRoot: root, nxJsonConfiguration: {} });
    return { project: result!.projects![dirname(manifest)] as ProjectConfiguration, externalNodes: result!.externalNodes! };
  }

  async function runTasks(wanted: readonly string[]): Promise<string[]> {
    const { project, externalNodes } = (inferred ??= await infer());
    const hash = await openHasher(root, project, externalNodes);
    const executed: string[] = [];
    for (const name of withDependencies(wanted, project)) {
      const target = project.targets![name]!;
      if (target.executor === 'nx:noop') continue;
      const key = hash(name);
      const outputs = target.cache === false ? undefined : cache.get(key);
      if (outputs) for (const [path, text] of Object.entries(outputs)) writeFileWhole(path, text);
      else {
        await execute(name);
        executed.push(name);
        cache.set(key, readOutputs(root, project.root, target));
      }
    }
    return executed;
  }

  return { invalidate: () => (inferred = undefined), runTasks };
}

/** Nx's hasher over the files as they are now. */
async function openHasher(root: string, project: ProjectConfiguration, externalNodes: Record<string, ProjectGraphExternalNode>) {
  const context = new WorkspaceContext(root, join(root, '.nx', 'workspace-data'));
  await context.ready();
  const { externalReferences } = context.getWorkspaceFiles({ [project.root]: project.name! });
  const node = { name: project.name!, type: 'app' as const, data: project };
  const graph = { nodes: { [node.name]: node }, externalNodes, dependencies: { [node.name]: [] } } as unknown as ProjectGraph;
  const reference = transformProjectGraphForRust(graph);
  const planner = new HashPlanner({} as never, reference);
  const files = externalReferences!;
  const hasher = new TaskHasher(root, reference, files.projectFiles, files.allWorkspaceFiles, Buffer.from('{}'), {}, undefined, { selectivelyHashTsConfig: false }, files.ignoredIndex);
  const tasks = taskGraph(project);
  return (name: string): string => {
    const id = `${project.name}:${name}`;
    const plans = planner.getPlansReference([id], tasks as never);
    return hasher.hashPlans(plans, { [id]: {} }, root)[id]!.value;
  };
}

function taskGraph({ name: project, targets, root }: ProjectConfiguration): TaskGraph {
  const id = (target: string): string => `${project}:${target}`;
  const tasks = Object.entries(targets!).map(([name, target]): [string, Task] => [
    id(name),
    { id: id(name), target: { project: project!, target: name }, overrides: {}, projectRoot: root, outputs: outputsOf(root, target), parallelism: true, cache: target.cache !== false } as unknown as Task,
  ]);
  const dependencies = Object.entries(targets!).map(([name, { dependsOn = [] }]) => [id(name), dependsOn.map((target) => ({ id: id(target as string) }))]);
  return { roots: [], tasks: Object.fromEntries(tasks), dependencies: Object.fromEntries(dependencies), continuousDependencies: Object.fromEntries(tasks.map(([task]) => [task, []])) };
}

function withDependencies(wanted: readonly string[], { targets }: ProjectConfiguration): string[] {
  const order = new Set<string>();
  const visit = (name: string): void => {
    if (order.has(name)) return;
    (targets![name]!.dependsOn ?? []).forEach((dependency) => visit(dependency as string));
    order.add(name);
  };
  wanted.filter((name) => name in targets!).forEach(visit);
  return [...order];
}

function outputsOf(root: string, { outputs = [] }: TargetConfiguration): string[] {
  return outputs.map((output) => output.replace('{projectRoot}', root));
}

function readOutputs(root: string, projectRoot: string, target: TargetConfiguration): Record<string, string> {
  const paths = outputsOf(projectRoot, target).filter((path) => path.endsWith('.json')).map((path) => join(root, path));
  return Object.fromEntries(paths.flatMap((path) => {
    try {
      return [[path, readFileSync(path, 'utf8')]];
    } catch {
      return [];
    }
  }));
}
