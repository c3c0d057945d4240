import { afterEach, describe, expect, it, vi } from 'vitest';
import { drawClassifier } from '../../test/draw-classifier';
import { oneOperatorGraph } from '../../test/one-operator';
import { makeFolder } from '../../test/temp-folder';
import { exportGraph } from './export/export-graph';
import { loadLearnBlock } from './learn-block';
import { loadNativeBackend } from './native-tensorflow';
import { createFloatRunner } from './quantize/run-float-graph';
import { fetchWheel } from './setup/fetch-wheel';
import { runCommand } from './setup/run-command';
import type { TensorFlow } from './tensorflow';

const pins = { threads: 1, seed: 3, maxIsa: 'AVX2' as const };
const error = (details: Record<string, unknown>) => expect.objectContaining(details);
afterEach(() => void vi.unstubAllEnvs());

describe('errors of learn blocks', () => {
  it('name the files that may hold the code of a block', async () => {
    const block = loadLearnBlock(makeFolder({ 'block.json': '{}' }));
    await expect(block).rejects.toMatchObject({ code: 'IMP_LEARN_NO_ENTRY', fix: expect.stringContaining('index.js') });
  });

  it('name the file that does not export a block', async () => {
    const block = loadLearnBlock(makeFolder({ 'index.cjs': 'exports.train = () => 3;' }));
    await expect(block).rejects.toMatchObject({ code: 'IMP_LEARN_ENTRY_INVALID', message: expect.stringContaining('index.cjs') });
  });

  it('name a layer that no exporter knows', async () => {
    const { tf, normalization } = await drawClassifier('dense-classifier', [9], {});
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 4, inputShape: [9] }), tf.layers.repeatVector({ n: 2 })] });
    const failed = error({ code: 'IMP_LAYER_UNSUPPORTED', message: expect.stringContaining('RepeatVector') });
    expect(() => exportGraph(model, [9], normalization, 'classes')).toThrow(failed);
  });

  it('name an operator that cannot be quantized', () => {
    const run = createFloatRunner(oneOperatorGraph('ABS', [1, 4]));
    expect(() => run(new Float32Array(4), () => {})).toThrow(error({ code: 'IMP_QUANTIZE_OPERATOR', message: expect.stringContaining('ABS') }));
  });
});

describe('errors of setting training up', () => {
  it('name the set-up command where a block needs what is not there', () => {
    vi.stubEnv('NX_IMPULSE_CACHE', makeFolder());
    const wanted = { code: 'IMP_TRAINING_NOT_SET_UP', fix: expect.stringContaining('npx nx-impulse setup training') };
    expect(() => loadNativeBackend({} as TensorFlow, pins, 'conv-classifier')).toThrow(error(wanted));
  });

  it('show the last lines of a command that fails', async () => {
    const failed = runCommand('sh', ['-c', 'echo no network; exit 4'], { cwd: makeFolder() });
    await expect(failed).rejects.toMatchObject({ code: 'IMP_TRAINING_SETUP_FAILED', message: expect.stringMatching(/exit code 4[^]*no network/) });
  });

  it('list the systems that have a libtensorflow', async () => {
    const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('aix');
    await expect(fetchWheel(makeFolder(), () => {})).rejects.toMatchObject({ code: 'IMP_TRAINING_PLATFORM', fix: expect.stringContaining('linux-x64') });
    platform.mockRestore();
  });
});
