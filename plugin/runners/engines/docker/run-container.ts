import { randomBytes } from 'node:crypto';
import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import type Docker from 'dockerode';
import type { Container } from 'dockerode';
import type { StepEnd, StepHandle, StepSpec } from '../engine';
import { createLineQueue, type LineQueue } from '../line-queue';
import { carryIn, carryOut } from './carry-files';
import { companyNetwork } from './company-network';
import { connectDocker, ignoreGone, isRemoteDaemon } from './connect';
import { containerOptions } from './container-options';
import { containerUser, lendMounts } from './container-user';
import { pullImage } from './pull-image';

/** Why a container is being ended from here. */
type Cause = Pick<StepEnd, 'status' | 'reason'>;

/** Between asking a container to end and making it. */
const PATIENCE_S = 1;

/** One container for one step; it is removed whatever becomes of it. */
export function submitContainer(spec: StepSpec): StepHandle {
  const logs = createLineQueue();
  const stop: Stop = { request: () => {} };
  const name = `nx-impulse-${spec.key.replace(/\W/g, '').slice(0, 12)}-${randomBytes(4).toString('hex')}`;
  const result = withContainer(spec, name, logs, stop).finally(() => logs.end());
  // Whoever reads the lines first has not looked at it yet.
  result.catch(() => {});
  const cancel = (): void => stopBecause(stop, { status: 'cancelled', reason: 'it was cancelled' });
  return { worker: `container ${name}`, logs, result, cancel };
}

interface Stop {
  cause?: Cause;
  /** Ends the container, once there is one. */
  request: () => void;
}

/** The first cause counts. */
function stopBecause(stop: Stop, cause: Cause): void {
  stop.cause ??= cause;
  stop.request();
}

async function withContainer(asked: StepSpec, name: string, logs: LineQueue, stop: Stop): Promise<StepEnd> {
  const spec = asked.network ? joinNetwork(asked) : asked;
  const docker = await connectDocker();
  const remote = isRemoteDaemon();
  const user = containerUser();
  const created = await createContainer(docker, spec, name, remote, logs);
  if ('status' in created) return created;
  const takeBack = remote ? () => {} : lendMounts(spec.mounts, user);
  try {
    if (remote) await carryIn(created, spec.mounts, user);
    const end = await runContainer(created, spec, logs, stop);
    if (remote) await carryOut(created, spec.mounts);
    return end;
  } finally {
    await created.remove({ force: true, v: true }).catch(ignoreGone);
    takeBack();
  }
}

function joinNetwork(spec: StepSpec): StepSpec {
  const { mounts, env } = companyNetwork();
  return { ...spec, mounts: [...spec.mounts, ...mounts], env: { ...env, ...spec.env } };
}

async function createContainer(
  docker: Docker, spec: StepSpec, name: string, remote: boolean, logs: LineQueue,
): Promise<Container | StepEnd> {
  const options = { name, ...containerOptions(spec, containerUser(), remote) };
  try {
    return await docker.createContainer(options);
  } catch (error) {
    if ((error as Failure).statusCode !== 404) return { status: 'unschedulable', reason: reasonOf(error) };
  }
  try {
    await pullImage(docker, spec.image!, (message) => logs.push('stdout', Buffer.from(`::progress ${JSON.stringify({ message })}\n`)));
    return await docker.createContainer(options);
  } catch (error) {
    return { status: 'image-missing', reason: `${spec.image}: ${reasonOf(error)}` };
  }
}

async function runContainer(container: Container, { hints = {} }: StepSpec, logs: LineQueue, stop: Stop): Promise<StepEnd> {
  // Both before the start: else the first lines, or a quick end, would be missed.
  const stream = await container.attach({ stream: true, stdout: true, stderr: true });
  const printed = passLines(container, stream, logs);
  const ended = container.wait({ condition: 'next-exit' });
  ended.catch(() => {});
  try {
    await container.start();
  } catch (error) {
    (stream as unknown as { destroy(): void }).destroy();
    return startFailure(error);
  }
  stop.request = () => void container.stop({ t: PATIENCE_S }).catch(ignoreGone);
  if (stop.cause) stop.request();
  const { timeoutS } = hints;
  const expire = (): void => stopBecause(stop, { status: 'timeout', reason: `more than ${timeoutS} s` });
  const timer = timeoutS === undefined ? undefined : setTimeout(expire, timeoutS * 1000);
  const exited: Promise<{ StatusCode: number }> = ended;
  const { StatusCode: exitCode } = await exited.finally(() => clearTimeout(timer));
  await printed;
  return judge(exitCode, (await container.inspect()).State.OOMKilled, hints.memoryBytes, stop.cause);
}

/** Both streams arrive in one, framed by the daemon. */
async function passLines(container: Container, stream: NodeJS.ReadWriteStream, logs: LineQueue): Promise<void> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  out.on('data', (bytes: Buffer) => logs.push('stdout', bytes));
  err.on('data', (bytes: Buffer) => logs.push('stderr', bytes));
  container.modem.demuxStream(stream, out, err);
  await finished(stream).catch(() => {});
}

/** Memory that ran out counts even where the exit code is 0: the kernel ends one process, and a shell may go on without it. */
function judge(exitCode: number, oomKilled: boolean, memoryBytes: number | undefined, cause: Cause | undefined): StepEnd {
  if (cause) return { ...cause, exitCode };
  const memory = memoryBytes === undefined ? 'the machine ran out of memory' : `more than ${memoryBytes} bytes of memory`;
  if (oomKilled) return { status: 'oom', exitCode, reason: memory };
  if (exitCode === 137) return { status: 'lost', exitCode, reason: 'signal SIGKILL' };
  return { status: exitCode === 0 ? 'ok' : 'failed', exitCode, reason: `exit code ${exitCode}` };
}

/** A device or a limit that the machine does not have, or a command that the image does not have. */
function startFailure(error: unknown): StepEnd {
  const reason = reasonOf(error);
  const noGpu = /device driver|capabilities: \[\[gpu\]\]/.test(reason);
  if (noGpu) return { status: 'unschedulable', reason: 'no GPU, or no container runtime for it, is on that machine' };
  const noCommand = /executable file not found|no such file or directory|permission denied/.test(reason);
  if (noCommand) return { status: 'failed', reason: `cannot be started: ${reason}` };
  return { status: 'unschedulable', reason };
}

type Failure = Error & { statusCode?: number; json?: { message?: string } };

function reasonOf(error: unknown): string {
  const { json, message } = error as Failure;
  return json?.message ?? message;
}
