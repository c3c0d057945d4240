import type { PreTasksExecution } from '@nx/devkit';

/** Variable that stands in the hash of every task for the package's content and the tools' versions. */
export const RUNTIME_VARIABLE = 'NX_IMPULSE_RUNTIME';

/**
 * Nx calls this once before the tasks of a command, in the process that holds the plugin already. A `runtime` input would tell the same,
 * but Nx starts its command again for each group of tasks that it hashes, a process of Node each time. Nx takes what is set here over
 * into the environment that it hashes; the daemon has given the plugin the environment of the command before.
 */
export const preTasksExecution: PreTasksExecution = async () => {
  const { describeRuntime } = await import('../runners/describe-runtime');
  const { digestText } = await import('../runners/digest');
  process.env[RUNTIME_VARIABLE] = digestText(await describeRuntime());
};
