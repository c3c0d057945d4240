// What stands in the way: each layer of the int8 models on an emulated Cortex-M4F, counted, beside what the best kernels that were tried would
// take for it; and where the flash goes. --model=vww, --optimize=speed choose; ... .
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { findModels, MODELS } from './find-models.mjs';

const CORE = 'cortex-m4f';

/** Cycles per multiply-accumulate of hand-written 1x1 kernels by the depth of their sums, all in, zero wait states. */
const DENSE_FLOORS = [[8, 2.46], [16, 1.75], [32, 1.46], [64, 1.255], [128, 1.18], [144, 1.33], [288, 1.22], [576, 1.15]];

/** Cycles of an output of a 3x3 depthwise kernel. */
const DEPTHWISE_FLOOR = 27.3;

export async function run({ root }) {
  const models = findModels(root);
  if (!models) return console.log('layers: skipped, ../shared/models is not there');
  const dist = join(root, 'plugin', 'dist', 'plugin');
  const asked = (name) => process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
  for (const name of MODELS.filter((model) => [undefined, model].includes(asked('model')))) {
    await printModel(dist, join(models, `${name}_int8`), name, asked('optimize') ?? 'balanced');
  }
}

async function printModel(dist, folder, name, optimize) {
  const require = createRequire(import.meta.url);
  const { compileModel } = require(join(dist, 'compiler', 'compile-model.js'));
  const { measureModel } = require(join(dist, 'estimate', 'measure-model.js'));
  const core = require(join(dist, 'estimate', 'read-target.js')).readCore(CORE);
  const kernels = process.argv.find((word) => word.startsWith('--kernels='))?.slice(10).split(',');
  const model = compileModel(readFileSync(join(folder, 'model.tflite')), { name, arch: core.arch, optimize, kernels });
  const input = readFileSync(join(folder, 'input0.bin')).subarray(0, model.inputs[0].bytes);
  const { run, flashBytes, ramBytes, functionBytes } = await measureModel(model, { name, core, input });
  const ok = run.output.equals(readFileSync(join(folder, 'tflm_output0.bin')).subarray(0, run.output.length));
  console.log(`\n${name} ${optimize}: cycles ${run.cycles} ram ${ramBytes} arena ${model.arenaBytes} flash ${flashBytes} const ${model.constantBytes} code ${flashBytes - model.constantBytes} est ${Math.round(model.estimate.cycles)} ${Math.round(model.estimate.flashBytes)} equal ${ok}`);
  let sum = 0;
  for (const { index, name: op, chosen, features } of model.choices) {
    const label = `${op.toLowerCase()}_${index}`;
    const cycles = run.regions[label]?.cycles ?? 0;
    sum += cycles;
    const { macs, outputShape } = model.ops.find((one) => one.index === index);
    const outs = outputShape.reduce((a, b) => a * b, 1);
    console.log([label.padEnd(34), chosen.kernel.padEnd(45), outputShape.join('x').padEnd(14), String(macs).padStart(8), String(cycles).padStart(9), (cycles / macs).toFixed(3).padStart(7), (cycles / outs).toFixed(1).padStart(7), 'est', Math.round(chosen.cycles), 'K', macs / outs].join(' '));
  }
  console.log('sum', sum);
  if (process.argv.includes('--functions')) for (const [f, b] of Object.entries(functionBytes).sort((a, b) => b[1] - a[1])) console.log(String(b).padStart(7), f.slice(0, 130));
}
