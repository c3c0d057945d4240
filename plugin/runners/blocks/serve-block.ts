import { ImpulseError } from '../../errors';
import type { BlockServer } from '../../steps/step';
import type { BlockWork } from './block-work';

/** How long a block may take to answer for the first time, and how often it is asked. */
const START_S = 120;
const ASK_MS = 100;

/** Features of a batch of windows as JSON are some MB; what unpacks to more is an attack or a mistake. */
const ANSWER_BYTES = 256e6;

/** How long one answer may take, where the manifest sets no limit. */
const ANSWER_S = 600;

/** Between a connection that breaks and the end of a container that broke it: usually, and while nothing there answers any more. */
const END_S = 2;
const LATE_END_S = 60;

/**
 * Waits until a block's container answers HTTP requests. It stays up, and warm, until it is closed.
 *
 * @throws IMP_BLOCK_SILENT where no answer comes in time, or what ended the container.
 */
export async function serveBlock(work: BlockWork, answerS = ANSWER_S): Promise<BlockServer> {
  const close = async (): Promise<void> => {
    work.handle.cancel();
    await work.handle.result;
  };
  // Whatever ends the container is the reason why no answer comes.
  const ended = work.done.then(() => Promise.reject(work.error('IMP_BLOCK_ANSWER', { path: '/', problem: 'its program ended' })));
  ended.catch(() => {});

  async function exchange(path: string, init: RequestInit, what?: string): Promise<unknown> {
    try {
      const response = await fetch(`http://${await address}${path}`, { ...init, signal: AbortSignal.timeout(answerS * 1000) });
      const text = await readText(response);
      if (!response.ok) throw new WrongAnswer(`status ${response.status}: ${text.slice(0, 500)}`, response);
      return parseAnswer(text);
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') throw work.error('IMP_BLOCK_SILENT', { path, seconds: answerS }, what);
      const end = error instanceof WrongAnswer && error.isAlive ? undefined : await endOf();
      if (!end) throw work.error('IMP_BLOCK_ANSWER', { path, problem: describeCause(error), ...statusOf(error) }, what);
      // It ended while it was at this.
      const { id: _, ...details } = end.details;
      throw work.error(end.code, details, what);
    }
  }

  /** Why the container ended, or undefined where it goes on. What a program says while it is being ended means nothing. */
  async function endOf(): Promise<ImpulseError | undefined> {
    const end = ended.catch((reason: unknown) => reason);
    let reason = await Promise.race([end, wait(END_S)]);
    // A daemon with much to do tells of an end long after it.
    if (reason === undefined && !(await answers(address))) reason = await Promise.race([end, wait(LATE_END_S)]);
    return reason instanceof ImpulseError ? reason : undefined;
  }

  let address: string;
  try {
    address = await Promise.race([work.handle.address!, ended]);
    await waitForAnswer(address, work, ended);
  } catch (error) {
    await close();
    // The container may have ended before it had an address: its own reason is the better one.
    throw error instanceof ImpulseError ? error : await ended.catch((end: unknown) => end);
  }
  return {
    get: (path) => exchange(path, {}),
    post: (path, body, what) =>
      exchange(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }, what),
    error: work.error,
    close,
  };
}

/** The body, unpacked. @throws WrongAnswer where it does not end in time. */
async function readText({ body }: Response): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body ?? []) {
    bytes += piece.length;
    if (bytes > ANSWER_BYTES) throw new WrongAnswer(`it is longer than ${ANSWER_BYTES} bytes`, { isAlive: true });
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** An answer that is none. */
class WrongAnswer extends Error {
  readonly status: number | undefined;
  /** The program is well: it refuses a request, as a path that it does not know, or has much to say. Its end is not waited for. */
  readonly isAlive: boolean;

  constructor(problem: string, { status, isAlive }: { status?: number; isAlive?: boolean } = {}) {
    super(problem);
    this.status = status;
    this.isAlive = isAlive ?? (status !== undefined && status < 500);
  }
}

function parseAnswer(text: string): unknown {
  for (const json of [() => text, () => withoutInfinities(text)]) {
    try {
      return JSON.parse(json());
    } catch {
      // the other form, or none
    }
  }
  throw new WrongAnswer('it is no JSON');
}

function statusOf(error: unknown): { status?: number } {
  return error instanceof WrongAnswer && error.status !== undefined ? { status: error.status } : {};
}

/** Python writes them as no JSON may. */
function withoutInfinities(text: string): string {
  return text.replace(/([[,:]\s*)(?:NaN|-?Infinity)(?=\s*[\],}])/g, '$1null');
}

/** Any answer will do: it listens. */
async function waitForAnswer(address: string, work: BlockWork, ended: Promise<never>): Promise<void> {
  for (const end = Date.now() + START_S * 1000; Date.now() < end; await Promise.race([wait(ASK_MS / 1000), ended])) {
    if (await Promise.race([answers(address), ended])) return;
  }
  throw work.error('IMP_BLOCK_SILENT', { path: '/', seconds: START_S });
}

async function answers(address: string): Promise<boolean> {
  try {
    await (await fetch(`http://${address}/`, { signal: AbortSignal.timeout(START_S * 1000) })).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}

function describeCause(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message : message;
}

function wait(seconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), seconds * 1000));
}
