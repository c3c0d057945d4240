import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_CONTAINERS } from '../../../test/run-step';
import { makeFolder } from '../../../test/temp-folder';
import type { Sample } from '../../data/dataset';
import { createFeatureMatrix, openFeatureMatrix } from '../../data/feature-matrix';
import { ImpulseError } from '../../errors';
import type { BlockServer } from '../step';
import { extractByServer } from './extract-by-server';
import type { FeatureRequest } from './feature-request';

type Body = { features: any; params: Record<string, unknown> };
type Handlers = Record<string, (body: Body) => unknown>;

/** Two recordings of four windows of two steps, of two axes of which the block sees the second. */
const REQUEST: FeatureRequest = {
  dataset: {
    samples: [sampleOf('a.json', 4), sampleOf('b.json', 3)],
    values: (sample) => Float32Array.from({ length: 2 * sample.length }, (_, i) => (sample.file === 'a.json' ? i : 100 + i)),
  },
  windows: [[0, 0, 2], [0, 2, 2], [1, 0, 2], [1, 2, 1]].map(([sample, start, length]) => ({ sample, start, length, label: null })),
  length: 2,
  axes: ['y'],
  frequencyHz: 10,
  strideMs: 200,
  params: { 'frame-length': 0.02, doLog: true },
};
const PARAMETERS = { info: { latestImplementationVersion: 4 }, parameters: [{ group: 'All', items: [{ param: 'frame-length' }, { param: 'do-log' }] }] };
const double = (values: number[]): number[] => values.map((value) => 2 * value);

describe('features by an Edge Impulse server', () => {
  it('are asked for by one request for many windows, with parameters in snake case and raw values, padded', async () => {
    const { shape, rows, asked } = await extract({ '/batch': ({ features }) => ({ success: true, features: features.map(double), output_config: null }) });
    expect(shape).toEqual([2]);
    expect(rows).toEqual([2, 6, 10, 14, 202, 206, 210, 0]);
    expect(asked).toEqual([['/parameters', undefined], ['/batch', {
      axes: ['y'], sampling_freq: 10, draw_graphs: false, implementation_version: 4, params: { frame_length: 0.02, do_log: true },
      features: [[1, 3], [5, 7], [101, 103], [105, 0]],
    }]]);
  });

  it('are asked for one by one where the server has no /batch', async () => {
    const { rows, asked } = await extract({ '/run': ({ features }) => ({ features: double(features) }) });
    expect(rows).toEqual([2, 6, 10, 14, 202, 206, 210, 0]);
    expect(asked.map(([path]) => path)).toEqual(['/parameters', '/batch', '/run', '/run', '/run', '/run']);
  });

  it.each([
    ['a list', { type: 'flat', shape: { width: 4 } }, [4]],
    ['frames by columns', { type: 'spectrogram', shape: { width: 2, height: 2 } }, [2, 2]],
    ['an image of one frame', { type: 'image', shape: { width: 2, height: 2, channels: 1, frames: 1 } }, [2, 2, 1]],
    ['an image of two frames', { type: 'image', shape: { width: 2, height: 1, channels: 1, frames: 2 } }, [2, 1, 2, 1]],
    ['an image', { type: 'image', shape: { width: 4, height: 1, channels: 1 } }, [1, 4, 1]],
  ])('have the shape of %s where the server says so', async (_, config, shape) => {
    const { shape: got } = await extract({ '/batch': ({ features }) => ({ features: features.map(() => [1, 2, 3, 4]), output_config: config }) });
    expect(got).toEqual(shape);
  });

  const eachRow = (at: number, row: unknown) => ({ features }: Body) => ({ features: features.map((_: unknown, i: number) => (i === at ? row : [1, 2])) });
  it.each<[string, Handlers, string, string]>([
    ['of another length', { '/batch': eachRow(1, [1]) }, 'IMP_BLOCK_ANSWER', 'the window of "a.json" at 200 ms: it has 1 features, but the windows before have 2'],
    ['that are not finite', { '/batch': eachRow(3, [1, null]) }, 'IMP_BLOCK_ANSWER', 'the window of "b.json" at 200 ms: feature 1 is no finite number'],
    ['beyond float32', { '/batch': eachRow(0, [1e300, 1]) }, 'IMP_BLOCK_ANSWER', 'the window of "a.json" at 0 ms: feature 0 is no finite number'],
    ['that are none', { '/batch': eachRow(0, []) }, 'IMP_BLOCK_ANSWER', 'it has no features'],
    ['that are text', { '/batch': eachRow(0, 'none') }, 'IMP_BLOCK_ANSWER', 'its features are no list of numbers'],
    ['for fewer windows', { '/batch': () => ({ features: [[1, 2]] }) }, 'IMP_BLOCK_ANSWER', '1 lists of features for 4 windows'],
    ['with a shape that is not theirs', { '/batch': ({ features }) => ({ features: features.map(double), output_config: { type: 'spectrogram', shape: { width: 3, height: 2 } } }) }, 'IMP_BLOCK_ANSWER', 'shape 3 x 2, but there are 2 of them'],
    ['that it refuses', { '/batch': () => ({ success: false, error: 'all is zero.' }), '/run': ({ features }) => (features[0] > 100 ? { success: false, error: 'too loud.' } : { features: [1, 2] }) }, 'IMP_BLOCK_FAILED', 'the window of "b.json" at 0 ms: too loud'],
    ['that it refuses together only', { '/batch': () => ({ success: false, error: 'too many.' }), '/run': () => ({ features: [1, 2] }) }, 'IMP_BLOCK_FAILED', 'the window of "a.json" at 0 ms and the 3 after it: too many'],
    ['by no path at all', {}, 'IMP_BLOCK_ANSWER', 'there is no such path'],
    ['of another block', { '/parameters': () => ({ parameters: [{ param: 'do-log' }] }) }, 'IMP_BLOCK_ANSWER', 'another block, which does not know "frame-length"'],
  ])('%s are an error that names the window and the reason', async (_, handlers, code, message) => {
    await expect(extract(handlers)).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
  });
});

function sampleOf(file: string, length: number): Sample {
  return { id: file, file, label: null, axes: ['x', 'y'], frequencyHz: 10, length, dtype: 'float32', metadata: {} };
}

/** Runs it against a server whose paths are functions. Errors read `<what>: <problem>`. */
async function extract(handlers: Handlers) {
  const asked: [string, unknown][] = [];
  const answers: Handlers = { '/parameters': () => PARAMETERS, ...handlers };
  const error: BlockServer['error'] = (code, details, what) => new ImpulseError(code, { id: 'it', path: '', lines: '', ...details, problem: `${what}: ${details.problem}` });
  const answer = async (path: string, body?: unknown) => {
    asked.push([path, body]);
    if (!answers[path]) throw error('IMP_BLOCK_ANSWER', { status: 404, problem: '' });
    return answers[path](body as Body);
  };
  const server: BlockServer = { get: answer, post: answer, error, close: async () => {} };
  const path = join(makeFolder(), 'features.npy');
  const containers = { ...NO_CONTAINERS, serve: async () => server };
  const shape = await extractByServer({ containers, progress: () => {} }, REQUEST, (columns) => createFeatureMatrix(path, columns));
  return { shape, rows: [...openFeatureMatrix(path).readAll()], asked };
}
