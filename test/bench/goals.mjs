// What the goals of `optimize` make of the five MLPerf Tiny int8 models on an emulated Cortex-M4F: counted cycles, RAM and flash, beside what
// the compiler's cost model said. --update keeps them in goals-baseline.json. --core=cortex-m7 and --model=ic choose; their figures are printed alone.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chooseModels, readOption } from './bench-options.mjs';
import { measureDearest } from './eight-inputs.mjs';
import { findModels, readJson } from './find-models.mjs';

const CORE = 'cortex-m4f';

export async function run({ root, update }) {
  const models = findModels(root);
  if (!models) return console.log('goals: skipped, ../shared/models is not there');
  const core = readOption('core') ?? CORE;
  const measured = await measureGoals(join(root, 'plugin', 'dist', 'plugin'), models, core);
  printGoals(measured, core);
  if (core !== CORE || readOption('model') !== undefined) return;
  const file = join(root, 'test', 'bench', 'goals-baseline.json');
  if (update) writeFileSync(file, `${JSON.stringify(measured, null, 1)}\n`);
  else console.log(`\nagainst test/bench/goals-baseline.json: ${JSON.stringify(readJson(file)) === JSON.stringify(measured) ? 'equal' : 'other figures'}`);
}

async function measureGoals(dist, models, coreId) {
  const require = createRequire(import.meta.url);
  const { compileModel } = require(join(dist, 'compiler', 'compile-model.js'));
  const { GOALS } = require(join(dist, 'compiler', 'cost', 'goals.js'));
  const { measureModel } = require(join(dist, 'estimate', 'measure-model.js'));
  const core = require(join(dist, 'estimate', 'read-target.js')).readCore(coreId);
  const cache = require(join(dist, 'paths.js')).cacheRoot();
  const measured = {};
  for (const name of chooseModels()) {
    const folder = join(models, `${name}_int8`);
    const file = readFileSync(join(folder, 'model.tflite'));
    const known = new Map();
    measured[name] = {};
    for (const optimize of GOALS) {
      const model = compileModel(file, { name, arch: core.arch, optimize });
      const text = JSON.stringify(model.files);
      if (!known.has(text)) known.set(text, await measure(model, { name, core, folder, cache, measureModel }));
      measured[name][optimize] = known.get(text);
    }
  }
  return measured;
}

async function measure(model, { name, core, folder, cache, measureModel }) {
  const { flashBytes, ramBytes, dearest } = await measureDearest(measureModel, model, { name, core, folder, cache });
  const estimated = { cycles: Math.round(model.estimate.cycles), flashBytes: Math.round(model.estimate.flashBytes) };
  return { ...dearest, ramBytes, flashBytes, arenaBytes: model.arenaBytes, estimated };
}

/** One row a goal, and whether another goal beats it in all three. */
function printGoals(measured, core) {
  console.log(`\n${core}: int8 models by goal, counted; in brackets the cost model's share of it`);
  const print = (cells) => console.log(cells.map((cell, at) => (at < 2 ? cell.padEnd(10) : cell.padStart(22))).join(''));
  print(['model', 'goal', 'cycles', 'RAM B', 'flash B', '']);
  const share = (estimated, counted) => `(${(estimated / counted).toFixed(3)})`;
  const worse = (a, b) => a !== b && b.cycles <= a.cycles && b.ramBytes <= a.ramBytes && b.flashBytes <= a.flashBytes && JSON.stringify(a) !== JSON.stringify(b);
  for (const [name, goals] of Object.entries(measured)) {
    for (const [goal, costs] of Object.entries(goals)) {
      const { cycles, ramBytes, flashBytes, estimated } = costs;
      const figures = [`${cycles.toLocaleString('en')} ${share(estimated.cycles, cycles)}`, ramBytes.toLocaleString('en'), `${flashBytes.toLocaleString('en')} ${share(estimated.flashBytes, flashBytes)}`];
      print([name, goal, ...figures, Object.values(goals).some((other) => worse(costs, other)) ? 'beaten in all three' : 'on the front']);
    }
  }
}
