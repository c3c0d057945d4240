import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assetRoot } from '../../../paths';
import type { Engine, Hints, OwnCommand, StepEnd, StepHandle, StepSpec } from '../engine';
import { createLineQueue } from '../line-queue';
import { limitCpus } from './limit-cpus';
import { countOomKills, residentBytes, signalSession } from './process-session';

/** Steps as processes of this machine. Each leads a session of its own, so that nothing it starts outlives it. */
export const local: Engine = { name: 'local', isolates: false, own, foreseeTools: async () => ({}), submit };

/** Between asking a process to end and making it. */
const PATIENCE_MS = 1500;
const MEMORY_LOOK_MS = 100;

async function own(): Promise<OwnCommand | undefined> {
  const cli = join(assetRoot, 'plugin', 'cli.js');
  return existsSync(cli) ? { argv: [process.execPath, cli], assetRoot, mounts: [], env: {} } : undefined;
}

function submit({ argv, env, cwd, hints = {} }: StepSpec): StepHandle {
  const logs = createLineQueue();
  const oomKills = countOomKills();
  const [command, ...args] = [...limitCpus(hints.cpus), ...argv];
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
  // A step that has ended does not read what it was never sent.
  child.stdin!.on('error', () => {});
  child.stdout!.on('data', (bytes: Buffer) => logs.push('stdout', bytes));
  child.stderr!.on('data', (bytes: Buffer) => logs.push('stderr', bytes));

  let cause: Pick<StepEnd, 'status' | 'reason'> | undefined;
  const endBecause: EndBecause = (status, reason) => {
    if (cause || child.pid === undefined) return;
    cause = { status, reason };
    signalSession(child.pid, 'SIGTERM');
    timers.push(setTimeout(() => signalSession(child.pid!, 'SIGKILL'), PATIENCE_MS));
  };
  const timers = watchLimits(child, hints, endBecause);
  const result = waitForEnd(child).then((end) => {
    timers.forEach(clearTimeout);
    logs.end();
    if (cause) return { ...end, ...cause };
    if (end.status !== 'lost' || countOomKills() === oomKills) return end;
    return { ...end, status: 'oom' as const, reason: 'the machine ran out of memory' };
  });
  const cancel = (): void => endBecause('cancelled', 'it was cancelled');
  const { pid } = child;
  return { ...(pid === undefined ? {} : { pid }), worker: `process ${pid}`, logs, result, cancel };
}

type EndBecause = (status: StepEnd['status'], reason: string) => void;

function watchLimits(child: ChildProcess, { timeoutS, memoryBytes }: Hints, end: EndBecause): NodeJS.Timeout[] {
  const timers: NodeJS.Timeout[] = [];
  if (timeoutS !== undefined) timers.push(setTimeout(() => end('timeout', `more than ${timeoutS} s`), timeoutS * 1000));
  if (memoryBytes !== undefined) {
    const look = (): void => {
      if (child.pid !== undefined && residentBytes(child.pid) > memoryBytes) end('oom', `more than ${memoryBytes} bytes of memory`);
    };
    timers.push(setInterval(look, MEMORY_LOOK_MS));
  }
  return timers;
}

/** Whatever a step leaves running goes with it: only then are its streams closed. */
function waitForEnd(child: ChildProcess): Promise<StepEnd> {
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: 'failed', reason: `cannot be started: ${error.message}` }));
    child.on('exit', () => signalSession(child.pid!, 'SIGKILL'));
    child.on('close', (code, signal) => {
      if (signal === null) resolve({ status: code === 0 ? 'ok' : 'failed', exitCode: code!, reason: `exit code ${code}` });
      else resolve({ status: signal === 'SIGKILL' ? 'lost' : 'failed', reason: `signal ${signal}` });
    });
  });
}
