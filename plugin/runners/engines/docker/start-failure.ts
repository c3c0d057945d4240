import type { StepEnd } from '../engine';

/** A device or a limit that the machine does not have, or a command that the image does not have. */
export function startFailure(error: unknown): StepEnd {
  const reason = reasonOf(error);
  const noGpu = /device driver|capabilities: \[\[gpu\]\]/.test(reason);
  if (noGpu) return { status: 'unschedulable', reason: 'no GPU, or no container runtime for it, is on that machine' };
  const noCommand = /executable file not found|no such file or directory|permission denied/.test(reason);
  if (noCommand) return { status: 'failed', reason: `cannot be started: ${reason}` };
  return { status: 'unschedulable', reason };
}

/** What dockerode throws. */
export type Failure = Error & { statusCode?: number; json?: { message?: string } };

/** The daemon's own words. */
export function reasonOf(error: unknown): string {
  const { json, message } = error as Failure;
  return json?.message ?? message;
}
