import type { ImpulseError } from '../../errors';
import type { BlockServer } from '../step';
import { type FeatureRequest, nameWindow, type RawWindow } from './feature-request';

/** What a window gave: unchecked. */
export interface Answer {
  raw: RawWindow;
  /** Where it was asked for. */
  path: string;
  features: unknown;
  /** Says what the features are to each other. */
  config: OutputConfig | undefined;
}

/** `output_config` of an answer. */
export interface OutputConfig {
  type?: string;
  shape?: { width?: number; height?: number; channels?: number; frames?: number };
}

interface Reply {
  success?: boolean;
  error?: unknown;
  features?: unknown;
  output_config?: OutputConfig | null;
}

/** Sends windows to a block's server; features come back in their order. */
export type Ask = (raws: readonly RawWindow[]) => Promise<Answer[]>;

/** Who is asked, and what every question holds. */
interface Dialogue {
  server: BlockServer;
  request: FeatureRequest;
  common: Record<string, unknown>;
}

/**
 * Asks an Edge Impulse DSP server for the features of some windows: all by one request (`/batch`) or, where it has no such path, one by
 * one (`/run`).
 *
 * @param version of the block's implementation. @throws IMP_BLOCK_FAILED with the block's own words and the window, IMP_BLOCK_ANSWER, or
 *   what ended the container
 */
export function openDialogue(server: BlockServer, request: FeatureRequest, version: number): Ask {
  const dialogue = { server, request, common: describeRequest(request, version, false) };
  let hasBatch = true;
  return async (raws) => {
    const batch = hasBatch ? await askTogether(dialogue, raws) : undefined;
    if (Array.isArray(batch)) return batch;
    hasBatch = batch !== undefined;
    const answers: Answer[] = [];
    // Alone, the window at fault has a name.
    for (const raw of raws) answers.push(await askAlone(dialogue, raw));
    if (batch) throw batch;
    return answers;
  };
}

/** What every question says beside the raw values. */
export function describeRequest({ axes, frequencyHz, params }: FeatureRequest, version: number, graphs: boolean): Record<string, unknown> {
  const named = Object.fromEntries(Object.entries(params).map(([name, value]) => [snakeCase(name), value]));
  return { axes, sampling_freq: frequencyHz, draw_graphs: graphs, implementation_version: version, params: named };
}

/** @returns undefined where the server cannot do it, an error where it refuses the windows. */
async function askTogether(dialogue: Dialogue, raws: readonly RawWindow[]): Promise<Answer[] | ImpulseError | undefined> {
  const { server, request } = dialogue;
  const what = `${nameWindow(request, raws[0].window)}${raws.length === 1 ? '' : ` and the ${raws.length - 1} after it`}`;
  const reply = await post(dialogue, '/batch', raws.map(({ values }) => [...values]), what);
  if (reply === undefined) return undefined;
  if (reply.success === false) return failure(server, reply, what);
  const { features, output_config: config } = reply;
  if (Array.isArray(features) && features.length === raws.length) {
    return raws.map((raw, index) => ({ raw, path: '/batch', features: features[index], config: config ?? undefined }));
  }
  const got = Array.isArray(features) ? `${features.length} lists of features` : 'no list of features';
  throw server.error('IMP_BLOCK_ANSWER', { path: '/batch', problem: `${got} for ${raws.length} windows` }, what);
}

async function askAlone(dialogue: Dialogue, raw: RawWindow): Promise<Answer> {
  const { server, request } = dialogue;
  const what = nameWindow(request, raw.window);
  const reply = await post(dialogue, '/run', [...raw.values], what);
  if (reply === undefined) throw server.error('IMP_BLOCK_ANSWER', { path: '/run', problem: 'there is no such path' }, what);
  if (reply.success === false) throw failure(server, reply, what);
  return { raw, path: '/run', features: reply.features, config: reply.output_config ?? undefined };
}

/** @returns undefined where the server does not know the path. */
async function post({ server, common }: Dialogue, path: string, features: unknown, what: string): Promise<Reply | undefined> {
  try {
    return ((await server.post(path, { ...common, features }, what)) ?? {}) as Reply;
  } catch (error) {
    if ((error as ImpulseError).details?.status === 404) return undefined;
    throw error;
  }
}

function failure(server: BlockServer, { error }: Reply, what: string): ImpulseError {
  return server.error('IMP_BLOCK_FAILED', { problem: String(error ?? 'it does not say why').trim().replace(/\.$/, '') }, what);
}

/** As Edge Impulse hands parameters over: `frame-length` and `frameLength` become `frame_length`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replace(/-/g, '_');
}
