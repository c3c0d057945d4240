// Cycles of the dearest of eight inputs, RAM and flash of the five MLPerf Tiny int8 models on emulated cores, beside TFLM with CMSIS-NN and the best measured
// peer; then what each goal of `optimize` makes of them (goals.mjs).
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { measureDearest } from './eight-inputs.mjs';
import { findModels, MODELS, readJson } from './find-models.mjs';
import { run as runGoals } from './goals.mjs';

const CORES = ['cortex-m4f', 'cortex-m3', 'cortex-m0plus', 'cortex-m33', 'cortex-m7', 'cortex-m55'];

export async function run({ root, update }) {
  const models = findModels(root);
  if (!models) return console.log('models: skipped, ../shared/models is not there');
  const measured = await measureAll(join(root, 'plugin', 'dist', 'plugin'), models);
  const peers = readJson(join(root, 'test', 'bench', 'peers.json'));
  for (const core of CORES) printCore(core, measured[core], core === 'cortex-m4f' ? peers : undefined);
  const file = join(root, 'test', 'bench', 'baseline.json');
  if (update) writeFileSync(file, `${JSON.stringify(measured, null, 1)}\n`);
  else console.log(`\nagainst test/bench/baseline.json: ${compare(measured, readJson(file)).join('; ') || 'equal'}`);
  await runGoals({ root, update });
}

async function measureAll(dist, models) {
  const require = createRequire(import.meta.url);
  const { compileModel } = require(join(dist, 'compiler', 'compile-model.js'));
  const { measureModel } = require(join(dist, 'estimate', 'measure-model.js'));
  const { readCore } = require(join(dist, 'estimate', 'read-target.js'));
  const { cacheRoot } = require(join(dist, 'paths.js'));
  const measured = {};
  for (const id of CORES) {
    const core = readCore(id);
    measured[id] = {};
    for (const name of MODELS) {
      const folder = join(models, `${name}_int8`);
      const model = compileModel(readFileSync(join(folder, 'model.tflite')), { name, arch: core.arch });
      const { flashBytes, ramBytes, dearest } = await measureDearest(measureModel, model, { name, core, folder, cache: cacheRoot() });
      measured[id][name] = { ...dearest, flashBytes, ramBytes, macs: model.macs };
    }
  }
  return measured;
}

function printCore(core, measured, peers) {
  console.log(`\n${core}: int8 models, one inference, the dearest of eight`);
  const others = peers ? ['TFLM cycles', 'ratio', 'best peer', 'ratio', 'its RAM', 'its flash'] : [];
  printRow(['model', 'cycles', 'least', 'cycles/MAC', 'RAM B', 'flash B', ...others, '  of the input']);
  for (const [name, { cycles, leastCycles, input, macs, ramBytes, flashBytes }] of Object.entries(measured)) {
    const [tflm, best] = [peers?.tflm[name], peers?.best[name]];
    const beside = peers ? [tflm.cycles, (cycles / tflm.cycles).toFixed(2), best.cycles, (cycles / best.cycles).toFixed(2), best.ramBytes, best.flashBytes] : [];
    printRow([name, cycles, leastCycles, (cycles / macs).toFixed(2), ramBytes, flashBytes, ...beside, `  ${input}`]);
  }
}

function printRow(cells) {
  console.log(cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en-US') : cell).padStart(12)).join(''));
}

function compare(measured, baseline) {
  return Object.entries(measured).flatMap(([core, models]) =>
    Object.entries(models).flatMap(([name, costs]) =>
      ['cycles', 'leastCycles', 'input', 'ramBytes', 'flashBytes'].flatMap((what) => {
        const [now, before] = [costs[what], baseline[core]?.[name]?.[what]];
        return now === before ? [] : [`${core} ${name} ${what} ${before ?? 'new'} -> ${now}`];
      }),
    ),
  );
}
