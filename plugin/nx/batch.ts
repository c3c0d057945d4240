import type { ExecutorContext, TaskGraph } from '@nx/devkit';
import { runTask, type StepOptions } from './run-task';

interface TaskDone {
  task: string;
  result: { success: boolean; terminalOutput: string };
}

/** `nx run-many --batch`: light tasks one after the other in one process, producers first. What needs a failed one is skipped. */
export default async function* runBatch(
  graph: TaskGraph, options: Record<string, StepOptions>, _overrides: unknown, context: ExecutorContext,
): AsyncGenerator<TaskDone> {
  const failed = new Set<string>();
  for (const task of inOrder(graph)) {
    const blocked = (graph.dependencies[task] ?? []).some((dependency) => failed.has(taskId(dependency)));
    const success = !blocked && (await runTask(options[task]!, graph.tasks[task]!.target.project, context));
    if (!success) failed.add(task);
    yield { task, result: { success, terminalOutput: '' } };
  }
}

/** Every task behind the tasks of this batch that it depends on. */
function inOrder({ tasks, dependencies }: TaskGraph): string[] {
  const order = new Set<string>();
  const visit = (task: string): void => {
    if (order.has(task) || !(task in tasks)) return;
    (dependencies[task] ?? []).forEach((dependency) => visit(taskId(dependency)));
    order.add(task);
  };
  Object.keys(tasks).sort().forEach(visit);
  return [...order];
}

/** Nx 24 describes what a task waits for; before, it was the task's id alone. */
function taskId(dependency: string | { id: string }): string {
  return typeof dependency === 'string' ? dependency : dependency.id;
}
