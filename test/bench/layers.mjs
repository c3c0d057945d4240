// What stands in the way: each layer of the int8 models on an emulated core, counted, its mean over eight inputs, on a Cortex-M4F beside the floor of the
// kernels that were tried by hand; then where the flash goes. --model=vww, --core=cortex-m7, --optimize=speed, --ram=BYTES and --flash=BYTES choose.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chooseModels, readOption } from './bench-options.mjs';
import { measureDearest } from './eight-inputs.mjs';
import { findModels } from './find-models.mjs';

/** The core whose floors stand below, and which is measured unless another one is named. */
const CORE = 'cortex-m4f';

/** Cycles of a multiply-accumulate by the depth of a sum, all in, in hand-scheduled kernels in tiles without wait states. */
const DENSE_FLOORS = [[8, 2.46], [16, 1.75], [32, 1.46], [64, 1.255], [128, 1.18], [Infinity, 1.15]];

/** The same for 3x3 convolutions with strides of 1 by Winograd's F(2x2, 3x3), by the number of channels. */
const WINOGRAD_FLOORS = [[16, 0.77], [32, 0.61], [Infinity, 0.54]];

/** Cycles of an output of a 3x3 depthwise convolution. */
const DEPTHWISE_FLOOR = 27.3;

export async function run({ root }) {
  const models = findModels(root);
  if (!models) return console.log('layers: skipped, ../shared/models is not there');
  const dist = join(root, 'plugin', 'dist', 'plugin');
  const number = (text) => (text === undefined ? undefined : Number(text));
  const limits = { ramBytes: number(readOption('ram')), flashBytes: number(readOption('flash')) };
  const options = { optimize: readOption('optimize') ?? 'balanced', limits };
  const core = readOption('core') ?? CORE;
  for (const name of chooseModels()) {
    const measured = await measure(dist, join(models, `${name}_int8`), name, core, options);
    printLayers(name, core, options, measured);
    printFlash(measured);
  }
}

async function measure(dist, folder, name, coreId, options) {
  const require = createRequire(import.meta.url);
  const { compileModel } = require(join(dist, 'compiler', 'compile-model.js'));
  const { measureModel } = require(join(dist, 'estimate', 'measure-model.js'));
  const core = require(join(dist, 'estimate', 'read-target.js')).readCore(coreId);
  const model = compileModel(readFileSync(join(folder, 'model.tflite')), { name, arch: core.arch, ...options });
  const cache = require(join(dist, 'paths.js')).cacheRoot();
  return { model, ...(await measureDearest(measureModel, model, { name, core, folder, cache })) };
}

function printLayers(name, core, { optimize }, { model, run, dearest, ramBytes, flashBytes }) {
  const number = (value) => Math.round(value).toLocaleString('en');
  console.log(`\n${name} for ${optimize} on ${core}: ${number(dearest.cycles)} cycles for ${dearest.input}, ${number(ramBytes)} B of RAM, ${number(flashBytes)} B of flash`);
  const widths = [40, 46, 12, 11, 11, 11, 11];
  const print = (cells) => console.log(cells.map((cell, at) => (at < 2 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join(''));
  print(['layer', 'kernel', 'output', 'MACs', 'cycles', 'floor', 'above it']);
  let above = 0;
  for (const { index, name: op, chosen } of model.choices) {
    const label = `${op.toLowerCase()}_${index}`;
    const { macs, outputShape } = model.ops.find((layer) => layer.index === index);
    const cycles = (run.regions[label]?.cycles ?? 0) / run.stretches.length;
    const floor = core === CORE ? findFloor(op, chosen.kernel, macs, outputShape) : undefined;
    above += floor === undefined ? 0 : cycles - floor;
    print([label, chosen.kernel, outputShape.join('x'), number(macs), number(cycles), ...(floor === undefined ? ['', ''] : [floor, cycles - floor].map(number))]);
  }
  if (core === CORE) console.log(`all layers with a floor: ${number(above)} cycles above it`);
}

/** undefined where nothing was tried for an operator, or several are one. */
function findFloor(op, kernel, macs, shape) {
  const outputs = shape.reduce((product, size) => product * size, 1);
  const depth = macs / outputs;
  const lookUp = (floors, key) => floors.find(([most]) => key <= most)[1];
  if (op === 'DEPTHWISE_CONV_2D') return DEPTHWISE_FLOOR * outputs;
  if (kernel.startsWith('conv_winograd')) return macs * lookUp(WINOGRAD_FLOORS, depth / 9);
  return op === 'CONV_2D' ? macs * lookUp(DENSE_FLOORS, depth) : undefined;
}

/** Constants, then code by kernel: a function is its layers' own. */
function printFlash({ model, flashBytes, functionBytes }) {
  const code = {};
  for (const [name, bytes] of Object.entries(functionBytes)) {
    const kernel = /^_ZN10impulse_nn\d+([a-z0-9_]+?s8|[a-z_]+)(?=I|E)/.exec(name)?.[1] ?? 'generated, start-up and libraries';
    code[kernel] = { bytes: (code[kernel]?.bytes ?? 0) + bytes, functions: (code[kernel]?.functions ?? 0) + 1 };
  }
  const rows = Object.entries(code).sort(([, a], [, b]) => b.bytes - a.bytes).filter(([, { bytes }]) => bytes > 0);
  const rest = flashBytes - model.constantBytes - rows.reduce((sum, [, { bytes }]) => sum + bytes, 0);
  console.log(`flash: constants ${model.constantBytes}; ${rows.map(([name, { bytes, functions }]) => `${name} ${bytes} (${functions})`).join(', ')}; vectors, padding, the rest ${rest}`);
}
