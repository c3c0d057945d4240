import { ImpulseError } from '../../errors';
import type { BlockServer } from '../../steps/step';
import type { BlockWork } from './block-work';

/** How long a block may take to answer for the first time, and how often it is asked. */
const START_S = 120;
const ASK_MS = 100;

/** How long one answer may take, where the manifest sets no limit. */
const ANSWER_S = 600;

/** Between a connection that breaks and the end of a container that broke it. */
const END_S = 2;

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

  async function exchange(path: string, init: RequestInit): Promise<unknown> {
    try {
      const response = await fetch(`http://${await address}${path}`, { ...init, signal: AbortSignal.timeout(answerS * 1000) });
      const text = await response.text();
      if (!response.ok) throw work.error('IMP_BLOCK_ANSWER', { path, problem: `status ${response.status}: ${text.slice(0, 500)}` });
      return JSON.parse(text);
    } catch (error) {
      throw await explain(error, path);
    }
  }

  async function explain(error: unknown, path: string): Promise<unknown> {
    if (error instanceof ImpulseError) return error;
    if (error instanceof SyntaxError) return work.error('IMP_BLOCK_ANSWER', { path, problem: 'it is no JSON' });
    if ((error as Error).name === 'TimeoutError') return work.error('IMP_BLOCK_SILENT', { path, seconds: answerS });
    const reason: unknown = await Promise.race([ended.catch((end: unknown) => end), wait(END_S)]);
    return reason ?? work.error('IMP_BLOCK_ANSWER', { path, problem: describeCause(error) });
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
    post: (path, body) => exchange(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    close,
  };
}

/** Any answer will do: it listens. */
async function waitForAnswer(address: string, work: BlockWork, ended: Promise<never>): Promise<void> {
  for (const end = Date.now() + START_S * 1000; Date.now() < end; await Promise.race([wait(ASK_MS / 1000), ended])) {
    try {
      await (await fetch(`http://${address}/`, { signal: AbortSignal.timeout(START_S * 1000) })).arrayBuffer();
      return;
    } catch {
      // not yet
    }
  }
  throw work.error('IMP_BLOCK_SILENT', { path: '/', seconds: START_S });
}

function describeCause(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error ? cause.message : message;
}

function wait(seconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), seconds * 1000));
}
