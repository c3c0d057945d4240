// The compiler's cost model (plugin/compiler/cost): counts each kernel of the five int8 models and of typical ones on emulated cores, fits what
// its amounts are worth, and prints how far the sums are from the counts. --update writes plugin/compiler/cost/coefficients/<isa>.ts, which wants
// a row in coefficients.ts; --arch=armv7e-m leaves the others as they are.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fitAmounts } from './fit-amounts.mjs';
import { findModels, MODELS } from './find-models.mjs';
import { buildTypicalModels } from './typical-models.mjs';

/** Reference core of each instruction set. */
const CORES = { 'armv7e-m': 'cortex-m4f', 'armv7e-m-dual': 'cortex-m7', 'armv7-m': 'cortex-m3', 'armv6-m': 'cortex-m0plus', 'armv8.1-m': 'cortex-m55' };

const apart = (kernels) => kernels.map((kernel) => `${kernel} apart`);
const PACKED = ['conv_2d_packed_s8', 'depthwise_3x3_packed_s8', 'depthwise_packed_s8', 'fully_connected_packed_s8'];
const SHARED = ['conv_2d_shared_s8', 'depthwise_shared_s8', 'fully_connected_shared_s8'];
const SHARED_COLUMNS = ['depthwise_3x3_shared_s8', 'conv_2d_packed_s8', 'depthwise_packed_s8', 'fully_connected_packed_s8'];
const PLAIN = ['conv_2d_s8', 'depthwise_conv_2d_s8', 'fully_connected_s8', 'fully_connected_per_channel_s8'];

/** Models of typical-models.mjs, which the last variants need. */
const TYPICAL = ['shapes', 'colours', 'keywords', 'residuals'];

/** Compilations that together have every kernel in every place. */
const VARIANTS = [
  { optimize: 'speed', kernels: apart(PACKED) },
  { optimize: 'ram', kernels: [...PACKED, 'conv_depthwise_packed_s8'] },
  { optimize: 'speed', kernels: apart(SHARED) },
  { optimize: 'speed', kernels: apart(PLAIN) },
  { optimize: 'speed', kernels: apart(SHARED_COLUMNS), only: ['kws', 'vww', 'str_ww', 'residuals'] },
  // Where Winograd's domain does not apply, the packed kernels.
  { optimize: 'speed', kernels: ['conv_winograd_s8'], only: ['ic'] },
  { optimize: 'speed', kernels: ['conv_winograd_expanding_s8 apart'], only: ['ic'] },
  { optimize: 'ram', kernels: ['conv_winograd_expanding_s8'], only: ['ic'] },
  { optimize: 'speed', kernels: ['conv_winograd_add_s8', 'conv_winograd_s8'], only: ['ic'] },
  { optimize: 'ram', kernels: ['conv_winograd_expanding_add_s8', 'conv_winograd_expanding_s8'], only: ['ic'] },
  { optimize: 'ram', kernels: ['depthwise_conv_packed_s8', 'conv_average_pool_packed_s8', ...PACKED], only: ['kws', 'vww', 'str_ww', 'residuals'] },
  { optimize: 'ram', kernels: ['conv_depthwise_conv_packed_s8', 'conv_max_pool_packed_s8', 'conv_average_pool_packed_s8', ...PACKED], only: ['vww', ...TYPICAL] },
];

/** Functions that the layers of a kernel share; of several the largest counts. */
const BODIES = [
  ['convolve_shared_s8', 'conv_2d_shared_s8'],
  ['convolve_depthwise_shared_s8', 'depthwise_shared_s8'],
  ['convolve_3x3_shared_s8', 'depthwise_3x3_shared_s8'],
  ['slide_lines_s8', 'depthwise_3x3_shared_s8'],
  ['slide_lines_s8', 'depthwise_3x3_packed_s8'],
  ['multiply_shared_s8', 'fully_connected_shared_s8'],
];

export async function run({ root, update }) {
  const models = findModels(root);
  if (!models) return console.log('costs: skipped, ../shared/models is not there');
  const dist = join(root, 'plugin', 'dist', 'plugin');
  const { priceParts } = createRequire(import.meta.url)(join(dist, 'compiler', 'cost', 'estimate-cost.js'));
  const wanted = process.argv.filter((word) => word.startsWith('--arch=')).map((word) => word.slice('--arch='.length));
  for (const [arch, core] of Object.entries(CORES).filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
    const counted = await countAll(dist, models, arch, core);
    const fitted = { core, ...fitArch(counted, priceParts) };
    printErrors(core, counted, fitted, priceParts);
    if (update) writeFileSync(join(root, 'plugin', 'compiler', 'cost', 'coefficients', `${arch}.ts`), printCoefficients(arch, fitted));
  }
}

/** Each model in each variant: its operators with their amounts and cycles, its functions with their bytes. */
async function countAll(dist, models, arch, id) {
  const require = createRequire(import.meta.url);
  const { compileModel } = require(join(dist, 'compiler', 'compile-model.js'));
  const { measureModel } = require(join(dist, 'estimate', 'measure-model.js'));
  const core = require(join(dist, 'estimate', 'read-target.js')).readCore(id);
  const counted = [];
  const typical = buildTypicalModels(dist);
  const read = (name, file) => readFileSync(join(models, `${name}_int8`, file));
  for (const { only = MODELS, ...variant } of VARIANTS) {
    for (const name of [...MODELS, ...TYPICAL].filter((model) => only.includes(model))) {
      const model = compileModel(typical[name] ?? read(name, 'model.tflite'), { name, arch, ...variant });
      const input = typical[name] ? Buffer.alloc(model.inputs[0].bytes) : read(name, 'input0.bin').subarray(0, model.inputs[0].bytes);
      const { run, flashBytes, functionBytes } = await measureModel(model, { name, core, input });
      const calls = model.choices.map(({ index, name: op, chosen, features }) => ({
        kernel: chosen.kernel.split(' ')[0], features, label: `${op.toLowerCase()}_${index}`, cycles: run.regions[`${op.toLowerCase()}_${index}`]?.cycles ?? 0,
      }));
      console.log(`counted ${name} ${variant.optimize} ${variant.kernels[0]} on ${id}`);
      counted.push({ name, goal: variant.optimize, calls, functionBytes, flashBytes, constantBytes: model.constantBytes, cycles: run.cycles });
    }
  }
  return counted;
}

function fitArch(counted, priceParts) {
  const calls = counted.flatMap((model) => model.calls);
  const kernels = {};
  // those of several operators last: what each of them costs by itself is known then
  const isJoint = (kernel) => calls.some((call) => call.kernel === kernel && call.features.parts);
  const names = [...new Set(calls.map((call) => call.kernel))].sort().sort((a, b) => Number(isJoint(a)) - Number(isJoint(b)));
  const ownFunctions = (kernel) => counted.flatMap((model) => listOwnFunctions(model).filter((one) => one.kernel === kernel));
  const fitCode = (kernel, more) => {
    const rows = ownFunctions(kernel).map(({ features, bytes }) => ({ amounts: priceParts(features, kernels).code, value: bytes + more }));
    return rows.length > 0 ? fitAmounts(rows) : {};
  };
  for (const kernel of names) {
    const rows = calls.filter((call) => call.kernel === kernel && call.cycles > 0);
    const cycles = fitAmounts(rows.map(({ features, cycles: value }) => ({ amounts: priceParts(features, kernels).cycles, value })));
    kernels[kernel] = { cycles, code: fitCode(kernel, 0) };
  }
  for (const [body, kernel] of BODIES) {
    const users = counted.filter((model) => model.calls.some((call) => call.kernel === kernel));
    const bytes = users.flatMap(({ functionBytes }) => Object.entries(functionBytes).filter(([name]) => nameOf(name)[0] === body).map(([, size]) => size));
    if (bytes.length > 0 && kernels[kernel]) kernels[kernel].bodyBytes = Math.max(kernels[kernel].bodyBytes ?? 0, ...bytes);
  }
  const left = addInlined(counted, kernels);
  for (const kernel of names.filter(isJoint)) kernels[kernel].code = fitCode(kernel, left[kernel] ?? 0);
  const general = calls.filter(({ features }) => 'elements' in features.cycles);
  const other = { cycles: fitAmounts(general.map(({ features, cycles: value }) => ({ amounts: features.cycles, value }))), code: { one: 200 } };
  return { kernels: Object.fromEntries(Object.entries(kernels).sort(([a], [b]) => (a < b ? -1 : 1))), other };
}

/** What is left of a model's flash is its calls, kernels that the compiler drew into them, and functions that kernels call for several layers. */
function addInlined(counted, kernels) {
  const rows = counted.map((model) => {
    const used = [...new Set(model.calls.map(({ kernel }) => kernel))];
    const bodies = used.reduce((sum, kernel) => sum + (kernels[kernel].bodyBytes ?? 0), 0);
    const functions = listOwnFunctions(model).reduce((sum, { bytes }) => sum + bytes, 0);
    const amounts = {};
    for (const { kernel } of model.calls) amounts[kernel] = (amounts[kernel] ?? 0) + 1;
    return { amounts, value: Math.max(1, model.flashBytes - model.constantBytes - functions - bodies) };
  });
  const left = fitAmounts(rows);
  for (const [kernel, { code }] of Object.entries(kernels)) kernels[kernel].code = { ...code, one: (code.one ?? 0) + (left[kernel] ?? 0) };
  return left;
}

/** Calls whose kernel is a function with their set of constants, and its bytes with those of the functions that it calls for them alone. */
function listOwnFunctions({ calls, functionBytes }) {
  const named = Object.entries(functionBytes).map(([name, bytes]) => ({ names: nameOf(name), bytes }));
  return calls.flatMap(({ kernel, label, features }) => {
    const own = named.filter(({ names }) => names[1] === label);
    return own.some(({ names }) => names[0] === kernel) ? [{ kernel, features, bytes: own.reduce((sum, { bytes }) => sum + bytes, 0) }] : [];
  });
}

/** `_ZN10impulse_nn10conv_2d_s8IN12_GLOBAL__N_19conv_2d_2EE...` -> `conv_2d_s8`, `conv_2d_2`. */
function nameOf(mangled) {
  const names = [];
  let rest = mangled.replace(/^_ZN10impulse_nn/, '');
  if (rest === mangled) return names;
  for (let match; (match = /^(?:IN12_GLOBAL__N_1)?(\d+)/.exec(rest)); ) {
    const start = match[0].length;
    names.push(rest.slice(start, start + Number(match[1])));
    rest = rest.slice(start + Number(match[1]));
  }
  return names;
}

function printErrors(core, counted, { kernels }, priceParts) {
  const estimate = ({ kernel, features }) => weigh(priceParts(features, kernels).cycles, kernels[kernel].cycles);
  console.log(`\n${core}: estimated over counted`);
  for (const { name, goal, calls, cycles } of counted) {
    const sum = calls.reduce((total, call) => total + estimate(call), 0);
    const off = calls.filter((call) => call.cycles > 0).map((call) => estimate(call) / call.cycles);
    console.log([name, goal, calls[0].kernel, cycles, (sum / cycles).toFixed(3), `layers ${Math.min(...off).toFixed(2)} to ${Math.max(...off).toFixed(2)}`].join('  '));
  }
}

function weigh(amounts, worth) {
  return Object.entries(worth).reduce((sum, [name, each]) => sum + each * (amounts[name] ?? 0), 0);
}

/** The file of an instruction set: the fitted numbers in four digits. */
function printCoefficients(arch, fitted) {
  const short = (_, value) => (typeof value === 'number' ? Number(value.toPrecision(4)) : value);
  const text = JSON.stringify(fitted, short, 2).replace(/"([a-z]\w*)":/g, '$1:').replace(/"/g, "'");
  const dense = text.replace(/\{\n\s+([^{}]*?)\n\s+\}/g, (_, inner) => `{ ${inner.replace(/\s*\n\s*/g, ' ')} }`);
  const name = arch.toUpperCase().replace(/\W/g, '_');
  return [
    "import type { ArchCoefficients } from '../arch-coefficients';\n",
    `/** Written by \`npm run bench -- costs --update --arch=${arch}\`. */`,
    `export const ${name}: ArchCoefficients = ${dense};\n`,
  ].join('\n');
}
