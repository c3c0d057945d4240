import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Graph } from '../../plugin/compiler/ir/graph';
import { importGraph } from '../../plugin/compiler/tflite/import-graph';
import { readFlatbuffer } from '../../plugin/compiler/tflite/read-flatbuffer';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { createFloatRunner } from '../../plugin/learn/quantize/run-float-graph';
import { readFeatures, rowsOf } from '../../plugin/learn/read-features';
import { readManifest } from '../../plugin/manifest/read-manifest';
import { representativeWindows } from '../../plugin/learn/quantize/representative-windows';
import { ACCURACY_TASKS, measureAccuracy, type AccuracyTask, type MeasuredAccuracy } from '../accuracy-tasks';
import { runTflm } from '../conformance/run-interpreter';
import { CONVERTER, pythonWith } from '../python-env';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';

const TASKS = ['Speech Commands, other speakers', 'HAPT, six subjects held out'];
/** Shares of the test windows. */
const [BEHIND_FLOAT, BEHIND_CONVERTER] = [0.01, 0.005];

/** MUL and ADD, with which every model of ours normalises its features. */
const NORMALIZATION_OPS = 2;

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;

/** A float32 model, the windows that scales come from, and labelled ones. */
interface Task {
  graph: Graph;
  representative: Float32Array[];
  test: Float32Array[];
  /** Output that should be the largest, by test window. */
  expected: number[];
}

describe('int8 models of ours, on real recordings', () => {
  for (const task of ACCURACY_TASKS.filter(({ name }) => TASKS.includes(name))) {
    it.skipIf(!hasShared(task.dataset))(`lose at most 1 point to float32 and 0.5 to TensorFlow's own converter on ${task.name} (${NO_SHARED})`, async () => {
      const folder = makeFolder();
      const ours = await measureAccuracy(task, task.runs(unpackShared(task.dataset))[0], folder);
      const whole = readTask(task, folder, ours);
      const int8File = readFileSync(join(ours.artefact(`quantize--${task.learn}`), 'model.int8.tflite'));
      expect(accuracyOf(int8File, whole), 'by the interpreter as by the compiled impulse').toBe(ours.int8);
      const theirs = accuracyOf(convert(whole), whole);
      const inner = behindNormalization(whole);
      const theirsInner = accuracyOf(convert(inner), inner);
      console.log(`${task.name}: float32 ${percent(ours.float32)}, int8 ${percent(ours.int8)}; ` +
        `by TensorFlow's converter ${percent(theirs)}, from the normalised features on ${percent(theirsInner)}`);
      expect(ours.int8).toBeGreaterThanOrEqual(ours.float32 - BEHIND_FLOAT);
      expect(ours.int8).toBeGreaterThanOrEqual(Math.max(theirs, theirsInner) - BEHIND_CONVERTER);
    });
  }
});

function readTask({ learn }: AccuracyTask, folder: string, { artefact }: MeasuredAccuracy): Task {
  const { input } = readManifest(folder).learn.find(({ name }) => name === learn)!;
  const labels = JSON.parse(readFileSync(join(artefact(`train--${learn}`), 'labels.json'), 'utf8')) as string[];
  const set = readFeatures(input.map((name) => artefact(`features--${name}`)));
  const [train, test] = (['train', 'test'] as const).map((side) => rowsOf(side, set, artefact('split')));
  return {
    graph: importGraph(readFlatbuffer(readFileSync(join(artefact(`train--${learn}`), 'model.float32.tflite')))),
    representative: representativeWindows(set, train),
    test: Array.from(test, (row) => set.features.slice(row * set.width, (row + 1) * set.width)),
    expected: Array.from(test, (row) => labels.indexOf(set.windows[row].label as string)),
  };
}

/** The same network from its normalised features on: there TensorFlow's integers begin where ours do. */
function behindNormalization({ graph, representative, test, expected }: Task): Task {
  const normalized = graph.ops[NORMALIZATION_OPS - 1].outputs[0];
  const run = createFloatRunner(graph);
  const normalize = (window: Float32Array): Float32Array => {
    let found = window;
    run(window, ({ id }, values) => { if (id === normalized) found = values; });
    return found;
  };
  return {
    graph: { ...graph, inputs: [normalized], ops: graph.ops.slice(NORMALIZATION_OPS) },
    representative: representative.map(normalize),
    test: test.map(normalize),
    expected,
  };
}

function convert({ graph, representative }: Task): Uint8Array {
  const folder = makeFolder();
  const [model, windows, converted] = ['float32.tflite', 'windows.bin', 'int8.tflite'].map((name) => join(folder, name));
  writeFileSync(model, writeFlatbuffer(graph, 'float32'));
  writeFileSync(windows, Buffer.concat(representative.map((window) => new Uint8Array(window.buffer))));
  execFileSync(pythonWith(CONVERTER), [join(__dirname, '..', 'python', 'quantize_by_tensorflow.py'), model, windows, converted], { stdio: 'pipe' });
  return readFileSync(converted);
}

/** By TensorFlow Lite Micro. */
function accuracyOf(file: Uint8Array, { test, expected }: Task): number {
  const [result] = runTflm([{ file, inputs: test.map((window) => new Uint8Array(window.buffer)), outputCount: 1 }]);
  if ('error' in result) throw new Error(result.error);
  const { outputs: [output], tensors } = importGraph(readFlatbuffer(file));
  const bytes = new Uint8Array(result.outputs).buffer;
  const scores = Array.from(tensors[output].dtype === 'int8' ? new Int8Array(bytes) : new Float32Array(bytes));
  const width = scores.length / test.length;
  const right = expected.filter((wanted, window) => {
    const row = scores.slice(window * width, (window + 1) * width);
    return row.indexOf(Math.max(...row)) === wanted;
  });
  return right.length / expected.length;
}
