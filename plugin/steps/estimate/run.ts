import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Window } from '../../data/dataset';
import { openFeatureMatrix } from '../../data/feature-matrix';
import { joinRows } from '../../data/join-rows';
import { openDataset } from '../../data/open-dataset';
import { sliceWindows } from '../../data/slice-windows';
import { chooseWindows } from '../../estimate/choose-windows';
import type { StreamEstimate, VariantEstimate } from '../../estimate/estimate';
import { estimateImpulse } from '../../estimate/estimate-impulse';
import { readTarget } from '../../estimate/read-target';
import type { CompileFacts } from '../compile/compile-facts';
import { readJson } from '../read-json';
import type { Metrics, RunStep } from '../step';

/** Writes `estimate.json` and the link maps `int8.map`, `float32.map`. */
export const run: RunStep = async ({ params, inputs, folders, output, scratch, progress }) => {
  const facts = readJson<CompileFacts>(inputs.compile, 'compile.json');
  const sides = readJson<Record<string, string>>(inputs.split, 'split.json');
  const dataset = openDataset(inputs.dataset);
  const all = sliceWindows(dataset, params.input);
  const test = all.filter(({ sample }) => sides[dataset.samples[sample].id] === 'test');
  const suppliedOf = readSupplied(facts, inputs, all);
  const choice = { dataset, windows: test.length > 0 ? test : all, length: facts.windowLength, axes: facts.axes, suppliedOf };
  const estimate = await estimateImpulse({
    target: readTarget(folders.target, folders.cores),
    facts,
    folder: inputs.compile,
    windows: (count) => chooseWindows({ ...choice, count }),
    scratch,
    output,
    progress,
  });
  writeFileSync(join(output, 'estimate.json'), `${JSON.stringify(estimate, null, 1)}\n`);
  const { how, error, parity, without } = estimate;
  const float32 = estimate.float32 ? { float32: metricsOf(estimate.float32) } : {};
  return { how, error, parity, without, int8: metricsOf(estimate.int8), ...float32 };
};

/** Features of the blocks without C++, as their containers computed them. */
function readSupplied({ dsp }: CompileFacts, inputs: Record<string, string>, all: readonly Window[]): (window: Window) => Float32Array {
  const folders = dsp.filter(({ supplied }) => supplied).map(({ name }) => inputs[`features:${name}`]);
  const matrices = folders.map((folder) => openFeatureMatrix(join(folder, 'features.npy')));
  const rows = new Map(all.map((window, row) => [window, row]));
  return (window) => joinRows(matrices.map(({ columns, read }) => ({ columns, values: read(rows.get(window)!, 1) })), 1);
}

/** Figures that a window and a hop have alike. */
type WindowOrHop = Omit<StreamEstimate, 'isAsked' | 'by' | 'hopSteps' | 'hops' | 'memory'>;

function metricsOf({ stream, ...window }: VariantEstimate): Metrics {
  return { ...figuresOf(window), energyMicrojoules: window.energyMicrojoules, ...(stream && { stream: figuresOf(stream) }) };
}

function figuresOf({ flashBytes, ramBytes, stackBytes, stack, ...estimate }: WindowOrHop): Metrics {
  const memory = { flashBytes, ramBytes, stackBytes, stackBoundBytes: stack?.boundBytes };
  const { latencyMs, meanLatencyMs, withFlashMs, cycles, instructions } = estimate;
  return { ...memory, latencyMs, meanLatencyMs, withFlashMs, cycles, instructions };
}
