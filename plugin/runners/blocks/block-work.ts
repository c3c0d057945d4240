import { type ErrorDetails, ImpulseError } from '../../errors';
import type { ContainerSpec } from '../../manifest/manifest';
import type { ContainerRun, StepContext } from '../../steps/step';
import type { Engine, StepHandle, StepSpec } from '../engines/engine';
import { pinEnvironment, type StepRun } from '../envelope';
import { readProgress } from '../progress';
import { redactSecrets } from '../redact-secrets';
import { endingError, LINES_KEPT } from '../step-ending';
import { dropLinks } from './drop-links';
import { watchFolders } from './watch-folders';

/** What the containers of one step have in common. */
export interface BlockScene {
  run: StepRun;
  engine: Engine;
  progress: StepContext['progress'];
  /** Ends whatever runs. */
  signal: AbortSignal;
  /** What repeats the run. */
  command: string;
}

/** A block's container under way. */
export interface BlockWork {
  handle: StepHandle;
  /** Settles when the container is gone; rejects where it did not end well. */
  done: Promise<void>;
  /** An error of this block, with the last lines that it printed and the command to repeat the step alone. @param what it was at. */
  error(code: ImpulseError['code'], details: ErrorDetails, what?: string): ImpulseError;
}

/** The container of a block's name in the plan. */
export function containerOf({ containers = {} }: StepRun, name: string): ContainerSpec {
  const container = containers[name];
  if (container === undefined) throw new Error(`the plan names no container "${name}"`);
  return container;
}

/** Lets whoever asked look at what a block left. @throws IMP_BLOCK_RESULT with what is wrong with it. */
export function checkResult(work: BlockWork, check: ContainerRun['check']): void {
  const problem = check?.();
  if (problem !== undefined) throw work.error('IMP_BLOCK_RESULT', { problem });
}

/** Starts a block's container; its image is made first. @param port where it is to answer this machine. */
export async function startBlock(scene: BlockScene, name: string, asked: ContainerRun, port?: number): Promise<BlockWork> {
  const { run, engine, progress } = scene;
  const container = containerOf(run, name);
  const image = await engine.provideImage!(run.folders[name]!, container, (message) => progress(message));
  const spec = describeContainer(run, container, image, asked);
  return followWork(scene, container, asked, engine.submit({ ...spec, ...(port === undefined ? {} : { port }) }));
}

/** Listens to a block that was started, and watches what it writes. */
export function followWork(scene: BlockScene, container: ContainerSpec, asked: ContainerRun, handle: StepHandle): BlockWork {
  const { run, engine, progress, signal, command } = scene;
  const lines: string[] = [];
  const facts = (what = asked.what): ErrorDetails => {
    const id = `The block of ${run.id}${what === undefined ? '' : `, ${what},`}`;
    return { id, lines: lines.join('\n'), command, engine: engine.name, ...run.limits };
  };
  const written = asked.mounts.filter(({ writable }) => writable).map(({ host }) => host);
  const done = watch(handle, written, signal, (text) => hear(redact(text, container, asked), lines, progress)).then(({ end, overflow }) => {
    if (overflow !== undefined) throw new ImpulseError('IMP_BLOCK_TOO_MUCH', { ...facts(), limitBytes: overflow });
    if (end.status !== 'ok') throw endingError(end, facts());
  });
  // Whoever serves looks at it only when an answer fails to come.
  done.catch(() => {});
  return { handle, done, error: (code, details, what) => new ImpulseError(code, { ...facts(what), ...details }) };
}

/** Makes Python print at once, and in the same order each time. */
const PYTHON = { PYTHONUNBUFFERED: '1', PYTHONHASHSEED: '0' };

/** A container as an engine starts it. */
export function describeContainer(run: StepRun, container: ContainerSpec, image: string, asked: ContainerRun): StepSpec {
  const { argv, mounts, env, secrets } = asked;
  const { command, network, environment, arguments: more } = container;
  const named = Object.fromEntries(environment.map((variable) => [variable, process.env[variable] ?? '']));
  return {
    key: run.id,
    id: run.id,
    image,
    ...(command === undefined ? { entrypoint: 'image' as const } : {}),
    argv: [...(command ?? []), ...argv, ...more],
    env: { ...(pinEnvironment(run.pins, {}) as Record<string, string>), ...PYTHON, ...named, ...env, ...secrets },
    mounts: mounts.map(({ host, inside, writable = false }) => ({ host, inside, writable })),
    network,
    ...(run.limits ? { hints: run.limits } : {}),
  };
}

async function watch(handle: StepHandle, written: readonly string[], signal: AbortSignal, onLine: (text: string) => void) {
  const folders = watchFolders(written, handle.cancel);
  signal.addEventListener('abort', handle.cancel);
  if (signal.aborted) handle.cancel();
  for await (const { text } of handle.logs) onLine(text);
  const end = await handle.result;
  signal.removeEventListener('abort', handle.cancel);
  written.forEach(dropLinks);
  return { end, overflow: folders.close() };
}

function redact(text: string, { environment }: ContainerSpec, { secrets = {} }: ContainerRun): string {
  const values = Object.values(secrets).filter((value) => value !== '');
  return values.reduce((rest, value) => rest.replaceAll(value, '***'), redactSecrets(text, environment));
}

function hear(text: string, lines: string[], progress: StepContext['progress']): void {
  const event = readProgress(text);
  if (event) return progress(event.message, event.done);
  if (text.trim() === '') return;
  lines.push(text);
  if (lines.length > LINES_KEPT) lines.shift();
  progress(text);
}
