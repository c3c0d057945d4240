import type { Container } from 'dockerode';
import type { StepEnd, StepHandle, StepSpec } from '../engine';
import { createLineQueue, type LineQueue } from '../line-queue';
import { ignoreGone } from './connect';
import { nameContainer, prepareContainer } from './prepare-container';
import { splitStreams } from './split-streams';
import { startFailure } from './start-failure';

/** Why a container is being ended from here. */
type Cause = Pick<StepEnd, 'status' | 'reason'>;

/** Between asking a container to end and making it. */
const PATIENCE_S = 1;

/** One container for one step; it is removed whatever becomes of it. */
export function submitContainer(spec: StepSpec): StepHandle {
  const logs = createLineQueue();
  const stop: Stop = { request: () => {} };
  let onAddress: (address: string) => void;
  const started = new Promise<string>((resolve) => (onAddress = resolve));
  const name = nameContainer(spec.key);
  const result = withContainer(spec, name, logs, stop, (address) => onAddress(address)).finally(() => logs.end());
  const address = Promise.race([started, result.then(({ reason }) => Promise.reject(new Error(reason)))]);
  // Whoever reads the lines first has not looked at it yet; and not everybody asks for the address.
  result.catch(() => {});
  address.catch(() => {});
  const cancel = (): void => stopBecause(stop, { status: 'cancelled', reason: 'it was cancelled' });
  return { worker: `container ${name}`, logs, result, address, cancel };
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

async function withContainer(
  spec: StepSpec, name: string, logs: LineQueue, stop: Stop, onAddress: (address: string) => void,
): Promise<StepEnd> {
  const prepared = await prepareContainer(spec, name, logs);
  if ('status' in prepared) return prepared;
  try {
    const onStart = async (): Promise<void> => {
      if (spec.port !== undefined) onAddress(await prepared.address(spec.port));
    };
    const end = await runContainer(prepared.container, spec, logs, stop, onStart);
    await prepared.takeBack();
    return end;
  } finally {
    await prepared.remove();
  }
}

async function runContainer(
  container: Container, { hints = {} }: StepSpec, logs: LineQueue, stop: Stop, onStart: () => Promise<void>,
): Promise<StepEnd> {
  // Before the start: else the first lines would be missed.
  const stream = await container.attach({ stream: true, stdout: true, stderr: true });
  const printed = splitStreams(container, stream, logs.push);
  try {
    await container.start();
  } catch (error) {
    (stream as unknown as { destroy(): void }).destroy();
    return startFailure(error);
  }
  // After the start: one that has ended by then is told of at once, and an exit that nobody waited for yet is not missed.
  const ended: Promise<{ StatusCode: number }> = container.wait();
  ended.catch(() => {});
  // A container that has ended already has no address; its end says why.
  onStart().catch(() => {});
  stop.request = () => void container.stop({ t: PATIENCE_S }).catch(ignoreGone);
  if (stop.cause) stop.request();
  const { timeoutS } = hints;
  const expire = (): void => stopBecause(stop, { status: 'timeout', reason: `more than ${timeoutS} s` });
  const timer = timeoutS === undefined ? undefined : setTimeout(expire, timeoutS * 1000);
  const { StatusCode: exitCode } = await ended.finally(() => clearTimeout(timer));
  await printed;
  return judge(exitCode, (await container.inspect()).State.OOMKilled, hints.memoryBytes, stop.cause);
}

/** Memory that ran out counts even where the exit code is 0: the kernel ends one process, and a shell may go on without it. */
function judge(exitCode: number, oomKilled: boolean, memoryBytes: number | undefined, cause: Cause | undefined): StepEnd {
  if (cause) return { ...cause, exitCode };
  const memory = memoryBytes === undefined ? 'the machine ran out of memory' : `more than ${memoryBytes} bytes of memory`;
  if (oomKilled) return { status: 'oom', exitCode, reason: memory };
  if (exitCode === 137) return { status: 'lost', exitCode, reason: 'signal SIGKILL' };
  return { status: exitCode === 0 ? 'ok' : 'failed', exitCode, reason: `exit code ${exitCode}` };
}
