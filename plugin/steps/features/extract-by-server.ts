import type { FeatureWriter } from '../../data/feature-matrix';
import type { BlockServer, StepContext } from '../step';
import { type Answer, openDialogue, type OutputConfig, snakeCase } from './ask-server';
import { featureProblem, type FeatureRequest, nameWindow, type RawWindow, readWindows, shapeProblem } from './feature-request';

/** Starts the matrix once the number of features is known. */
type CreateMatrix = (columns: number) => FeatureWriter;

/** Raw values of one request: some 5 MB of JSON. */
const BATCH_VALUES = 250_000;

/**
 * Features by the contract of Edge Impulse: one container answers requests for all windows of the dataset.
 *
 * @returns the shape of a window's features
 * @throws IMP_BLOCK_ANSWER for a wrong answer and IMP_BLOCK_FAILED with the block's own words, both with the file and time of the window
 */
export async function extractByServer(
  { containers, progress }: Pick<StepContext, 'containers' | 'progress'>, request: FeatureRequest, create: CreateMatrix,
): Promise<number[]> {
  const server = await containers.serve('block');
  let [shape, matrix, done] = [undefined as number[] | undefined, undefined as FeatureWriter | undefined, 0];
  try {
    const ask = openDialogue(server, request, await askVersion(server, request));
    for (const raws of inBatches(request)) {
      const answers = await ask(raws);
      for (const answer of answers) shape = checkAnswer(server, request, answer, shape);
      matrix ??= create(sizeOf(shape!));
      matrix.append(Float32Array.from(answers.flatMap(({ features }) => features as number[])));
      done += raws.length;
      progress(`${done} of ${request.windows.length} windows`, done / request.windows.length);
    }
    return shape!;
  } finally {
    matrix?.close();
    await server.close();
  }
}

/** The version of the implementation that the server has, once it is sure that the server is that of this block. */
export async function askVersion(server: BlockServer, { params }: FeatureRequest): Promise<number> {
  const { parameters = [], info = {} } = (await server.get('/parameters')) as Record<string, any>;
  const items: { param: string }[] = parameters.flatMap((item: Record<string, any>) => item.items ?? [item]);
  const known = new Set(items.map(({ param }) => snakeCase(String(param))));
  const foreign = Object.keys(params).filter((name) => !known.has(snakeCase(name)));
  if (foreign.length === 0) return Number(info.latestImplementationVersion ?? 1);
  const problem = `it is the server of another block, which does not know "${foreign.join('", "')}"`;
  throw server.error('IMP_BLOCK_ANSWER', { path: '/parameters', problem });
}

function* inBatches(request: FeatureRequest): Generator<RawWindow[]> {
  const size = Math.max(1, Math.floor(BATCH_VALUES / (request.length * request.axes.length)));
  let batch: RawWindow[] = [];
  for (const raw of readWindows(request)) {
    batch.push(raw);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** @param before shape of the windows before. @returns that of this one, which is the same */
function checkAnswer(server: BlockServer, request: FeatureRequest, answer: Answer, before: number[] | undefined): number[] {
  const { raw, path, features, config } = answer;
  const read = featureProblem(features, before && sizeOf(before)) ?? readShape(config, (features as number[]).length, before);
  if (typeof read !== 'string') return read;
  throw server.error('IMP_BLOCK_ANSWER', { path, problem: read }, nameWindow(request, raw.window));
}

/** The shape, or what is wrong with it. */
function readShape(config: OutputConfig | undefined, features: number, before: number[] | undefined): number[] | string {
  const shape = shapeOf(config, features);
  if (before && shape.join() !== before.join()) return `its shape is ${shape.join(' x ')}, but was ${before.join(' x ')} before`;
  return shapeProblem(shape, features) ?? shape;
}

/**
 * `[frames, columns]` of a spectrogram, `[height, width, channels]` of an image, with frames in front where there are several, else
 * `[features]`: as the features stand in the list.
 */
function shapeOf({ type, shape = {} }: OutputConfig = {}, count: number): number[] {
  const { width = count, height = 1, channels = 1, frames = 1 } = shape;
  if (type === 'spectrogram') return [width, height];
  if (type !== 'image') return [width];
  return [...(frames === 1 ? [] : [frames]), height, width, channels];
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
