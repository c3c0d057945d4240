import type { ExecutorContext } from '@nx/devkit';
import { runTask, type StepOptions } from './run-task';

/** The one executor: brings about the plan that its task is named after. */
export default async function stepExecutor(options: StepOptions, context: ExecutorContext): Promise<{ success: boolean }> {
  return { success: await runTask(options, context.projectName!, context) };
}
