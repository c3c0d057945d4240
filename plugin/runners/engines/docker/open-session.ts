import type { Container, Exec } from 'dockerode';
import type { Session, SessionCommand, SessionSpec, StepEnd, StepHandle } from '../engine';
import { createLineQueue, type LineQueue } from '../line-queue';
import { nameContainer, prepareContainer } from './prepare-container';
import { splitStreams } from './split-streams';
import { startFailure } from './start-failure';

/** Does nothing for ever, in every image that has a shell. */
const IDLE = ['tail', '-f', '/dev/null'];

/** Between the end of a command that SIGKILL ended and that of its container, where it was the container that was ended. */
const REMOVAL_MS = 500;

/** Of a command whose container has ended. */
const LOST: StepEnd = { status: 'lost', reason: 'its session ended' };

/** Exit code of what SIGKILL has ended. */
const KILLED = 137;

/**
 * Docker cannot end what `exec` started: it is a process group of its own that says its number first, and that another `exec` signals.
 * What the command leaves running in the background goes with it. Where the kernel has ended a process for want of memory meanwhile
 * (cgroups of version 2 or 1 count them), the exit code is that of SIGKILL, whatever the command made of it.
 */
const LEADER = `
kills() {
  for file in /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control; do
    if [ -r $file ]; then while read -r name count; do [ "$name" != oom_kill ] || echo $count; done < $file; fi
  done
}
echo $$; before=$(kills); trap : TERM; "$@"; code=$?
[ "$before" = "$(kills)" ] || code=${KILLED}
kill -TERM -$$; exit $code`;
const ENDER = 'kill -TERM -$0; sleep 1; kill -KILL -$0';

/** One container for many commands. */
export async function openSession(spec: SessionSpec): Promise<Session | StepEnd> {
  const name = nameContainer(spec.key);
  const logs = createLineQueue();
  const prepared = await prepareContainer({ argv: IDLE, ...spec }, name, logs);
  if ('status' in prepared) return prepared;
  const { container, takeBack, remove } = prepared;
  try {
    await container.start();
  } catch (error) {
    await remove();
    return startFailure(error);
  }
  return {
    submit: (command) => submitCommand(container, name, command, spec.hints?.memoryBytes),
    close: () => takeBack().finally(remove),
  };
}

function submitCommand(container: Container, name: string, command: SessionCommand, memoryBytes: number | undefined): StepHandle {
  const logs = createLineQueue();
  const ending: Ending = { end: () => {} };
  const result = runCommand(container, command, logs, ending)
    .then((exec) => ending.cause ?? judge(container, exec, memoryBytes), (error) => (isGone(error) ? LOST : Promise.reject(error as Error)))
    .finally(() => logs.end());
  result.catch(() => {});
  const cancel = (): void => endBecause(ending, { status: 'cancelled', reason: 'it was cancelled' });
  return { worker: `container ${name}`, logs, result, cancel };
}

/** Why a command is being ended from here; the first cause counts. */
interface Ending {
  cause?: Pick<StepEnd, 'status' | 'reason'>;
  /** Ends the command, once its number is known. */
  end: () => void;
}

function endBecause(ending: Ending, cause: NonNullable<Ending['cause']>): void {
  ending.cause ??= cause;
  ending.end();
}

async function runCommand(container: Container, command: SessionCommand, logs: LineQueue, ending: Ending): Promise<Exec> {
  const { argv, env = {}, cwd, timeoutS } = command;
  const exec = await container.exec({
    Cmd: ['sh', '-c', LEADER, 'sh', ...argv],
    Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ...(cwd === undefined ? {} : { WorkingDir: cwd }),
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start({});
  const timer = timeoutS === undefined ? undefined : setTimeout(() => {
    endBecause(ending, { status: 'timeout', reason: `more than ${timeoutS} s` });
  }, timeoutS * 1000);
  const printed = splitStreams(container, stream, withoutNumber(logs.push, (pid) => {
    ending.end = () => void endGroup(container, pid);
    if (ending.cause) ending.end();
  }));
  await printed.finally(() => clearTimeout(timer));
  return exec;
}

/** Passes all on but the first line of standard output, which is the number of the command's process group. */
function withoutNumber(push: LineQueue['push'], onNumber: (pid: string) => void): LineQueue['push'] {
  let before: Buffer | undefined = Buffer.alloc(0);
  return (stream, bytes) => {
    if (stream === 'stderr' || before === undefined) return push(stream, bytes);
    before = Buffer.concat([before, bytes]);
    const end = before.indexOf('\n');
    if (end < 0) return;
    onNumber(before.toString('latin1', 0, end));
    push(stream, before.subarray(end + 1));
    before = undefined;
  };
}

/** The container may be gone: then nothing is left to be ended. */
async function endGroup(container: Container, pid: string): Promise<void> {
  try {
    const exec = await container.exec({ Cmd: ['sh', '-c', ENDER, pid] });
    await exec.start({ Detach: true });
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

/** Removed, or ended: what keeps a session open may not even be in its image. */
function isGone(error: unknown): boolean {
  return [404, 409].includes((error as { statusCode?: number }).statusCode ?? 0);
}

async function judge(container: Container, exec: Exec, memoryBytes: number | undefined): Promise<StepEnd> {
  const [{ ExitCode: exitCode }, isOpen] = await Promise.all([exec.inspect(), isRunning(container)]);
  if (!isOpen || exitCode === null) return LOST;
  if (exitCode !== KILLED) return { status: exitCode === 0 ? 'ok' : 'failed', exitCode, reason: `exit code ${exitCode}` };
  // A container that is being removed still looks as if it ran.
  await new Promise((resolve) => setTimeout(resolve, REMOVAL_MS));
  if (!(await isRunning(container))) return LOST;
  if (memoryBytes === undefined) return { status: 'lost', exitCode, reason: 'signal SIGKILL' };
  return { status: 'oom', exitCode, reason: `more than ${memoryBytes} bytes of memory` };
}

/** Not, where it is gone. */
function isRunning(container: Container): Promise<boolean> {
  return container.inspect().then(({ State }) => State.Running, () => false);
}
