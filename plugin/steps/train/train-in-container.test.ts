import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NO_CONTAINERS, runStepBody } from '../../../test/run-step';
import { makeFolder } from '../../../test/temp-folder';
import { buildGraph } from '../../compiler/ir/graph-builder';
import { importGraph } from '../../compiler/tflite/import-graph';
import { readFlatbuffer } from '../../compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import { createFeatureMatrix, openFeatureMatrix } from '../../data/feature-matrix';
import { writeFeatureWindows } from '../../data/feature-windows';
import { createRandom } from '../../learn/random';
import type { BlockContainers } from '../step';
import { run as quantize } from '../quantize/run';
import { run } from './run';

const WINDOWS = 60;
/** What the two features are in: a few bars, and a few millionths. */
const UNITS = [1e5, 1e-6];

describe('a block in a container', () => {
  it('learns from features as they are', async () => {
    const { seen, metrics } = await train({});
    expect(deviation(seen, 0)).toBeGreaterThan(1e4);
    expect(metrics).toMatchObject({ operators: 2, format: 'float32' });
  });

  it('learns from normalised features where that is asked for, and its model takes them as they are', async () => {
    const { root, seen } = await train({ normalise: 'standard' });
    expect([deviation(seen, 0), deviation(seen, 1)].map((value) => value.toFixed(3))).toEqual(['1.000', '1.000']);
    const { ops } = modelIn(join(root, 'train', 'model.float32.tflite'));
    expect(ops.map(({ name }) => name)).toEqual(['MUL', 'ADD', 'FULLY_CONNECTED', 'SOFTMAX']);
    const inputs = { train: join(root, 'train'), 'features:raw': join(root, 'features'), split: root };
    await runStepBody(quantize, root, { id: 'quantize', inputs, params: { learn: { name: 'odd', block: 'theirs', input: ['raw'] } } });
    expect(modelIn(join(root, 'quantize', 'model.int8.tflite')).ops.map(({ name }) => name)).toEqual(['MUL', 'ADD', 'QUANTIZE', 'FULLY_CONNECTED', 'SOFTMAX']);
  });

  it('is told where normalisation means nothing: to trees, and to finished models', async () => {
    const trees = JSON.stringify({ apiVersion: 'impulse-trees/v1', task: 'classes', classes: [0, 1], features: 2, link: 'identity', base: [0, 0], trees: [{ feature: [], threshold: [], left: [], right: [], leaves: [[1, 0]] }] });
    await expect(train({ normalise: 'standard' }, trees)).rejects.toMatchObject({ code: 'IMP_LEARN_OPTION_IDLE', message: expect.stringContaining('trees') });
    const finished = { name: 'odd', block: 'model-file', input: ['raw'], normalise: 'standard', params: { path: 'm.tflite' } };
    const folders = { block: join(__dirname, '..', '..', '..', 'blocks', 'learn', 'model-file') };
    await expect(runStepBody(run, makeFolder(), { id: 'train', folders, params: { learn: finished } })).rejects.toMatchObject({ code: 'IMP_LEARN_OPTION_IDLE' });
  });
});

/** Trains by a program that looks at its data and leaves a dense layer, or a pickle that becomes these trees. */
async function train(options: object, trees?: string) {
  const root = writeArtefacts();
  let seen: number[] = [];
  const containers: BlockContainers = {
    ...NO_CONTAINERS,
    async runStep(name, { inputs, output }) {
      if (name === 'convert:scikit-learn') {
        writeFileSync(join(output, 'trees.json'), trees!);
        return {};
      }
      const matrix = openFeatureMatrix(join(inputs.data, 'X_split_train.npy'));
      seen = [...matrix.readAll()];
      matrix.close();
      if (trees) writeFileSync(join(output, 'model.pkl'), '');
      else writeFileSync(join(output, 'model.tflite'), denseModel());
      return {};
    },
  };
  const learn = { name: 'odd', block: 'theirs', input: ['raw'], params: {}, container: { contract: 'impulse', task: 'classes' }, ...options };
  const inputs = { 'features:raw': join(root, 'features'), split: root };
  const metrics = await runStepBody(run, root, { id: 'train', params: { learn }, inputs, containers });
  return { root, seen, metrics };
}

function writeArtefacts(): string {
  const random = createRandom(3);
  const root = makeFolder({ 'features/plan.json': '{"shape":[2]}' });
  const windows = Array.from({ length: WINDOWS }, (_, row) => ({ id: `${row}`, sample: row, start: 0, length: 1, label: row % 2 ? 'a' : 'b' }));
  const matrix = createFeatureMatrix(join(root, 'features', 'features.npy'), 2);
  matrix.append(Float32Array.from({ length: 2 * WINDOWS }, (_, at) => UNITS[at % 2] * (3 + (Math.floor(at / 2) % 2) + random.normal())));
  matrix.close();
  writeFeatureWindows(join(root, 'features'), windows);
  writeFileSync(join(root, 'split.json'), JSON.stringify(Object.fromEntries(windows.map(({ id }, row) => [id, row % 6 === 5 ? 'validation' : 'train']))));
  return root;
}

function denseModel(): Uint8Array {
  const builder = buildGraph();
  const input = builder.tensor('x', [1, 2], 'float32');
  const [sums, scores] = [builder.tensor('sums', [1, 2], 'float32'), builder.tensor('scores', [1, 2], 'float32')];
  const constants = [builder.constant('w', [2, 2], Float32Array.of(1, 1, -1, -1)), builder.constant('b', [2], Float32Array.of(0, 0))];
  builder.op('FULLY_CONNECTED', [input, ...constants], [sums], { activation: 0 });
  builder.op('SOFTMAX', [sums], [scores], { beta: 1 });
  builder.graph.inputs.push(input);
  builder.graph.outputs.push(scores);
  return writeFlatbuffer(builder.graph, 'theirs');
}

function modelIn(file: string) {
  return importGraph(readFlatbuffer(readFileSync(file)));
}

function deviation(rows: readonly number[], column: number): number {
  const values = rows.filter((_, at) => at % 2 === column);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
