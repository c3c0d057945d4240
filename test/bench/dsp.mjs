// Cycles, RAM and flash of the DSP blocks on emulated cores, and windows per second on this machine, beside what Python computes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeVenv } from '../python-venv.mjs';

const CORES = ['cortex-m4f', 'cortex-m3', 'cortex-m0plus'];
const SPEECH = { frequencyHz: 16000, length: 16000, axes: 1, dtype: 'int16' };
const GESTURE = { frequencyHz: 62.5, length: 125, axes: 3, dtype: 'float32' };
/** The block with its defaults unless a parameter is named. */
const CASES = [
  ['mfcc', SPEECH, {}],
  ['mfcc', SPEECH, { arithmetic: 'q15' }],
  ['mfe', SPEECH, {}],
  ['mfe', SPEECH, { arithmetic: 'q15' }],
  ['spectrogram', SPEECH, {}],
  ['spectral-analysis', GESTURE, {}],
  ['spectral-analysis', GESTURE, { filter: 'low', filterCutoff: 3 }],
  ['spectral-analysis', GESTURE, { fftLength: 128 }],
  ['spectral-analysis', GESTURE, { fftLength: 128, arithmetic: 'q15' }],
  ['spectral-analysis', GESTURE, { analysis: 'wavelet', waveletLevel: 2 }],
  ['flatten', GESTURE, {}],
  ['raw', GESTURE, {}],
];

export async function run({ root }) {
  const room = loadRooms(join(root, 'plugin', 'dist'));
  console.log('block, parameters: Mcycles of a window, ms at 64 / 133 MHz; scratch, stack and flash bytes; windows a second here');
  for (const [id, input, params] of CASES) await printCase(room, id, input, params);
  await printPeers(room, root);
}

/** What others compute the same features with, and the case that stands beside it. */
const PEERS = [
  ['mfcc', 'python_speech_features', ['mfcc', SPEECH, {}]],
  ['spectral', 'numpy and scipy', ['spectral-analysis', GESTURE, { fftLength: 128 }]],
];
const GOAL = 5;
const ROUNDS = 5;

async function printPeers(room, root) {
  const python = makeVenv(room.cacheRoot(), join(root, 'test', 'python', 'dsp-requirements.txt'));
  const threads = Object.fromEntries(['OMP', 'OPENBLAS', 'MKL'].map((library) => [`${library}_NUM_THREADS`, '1']));
  const theirs = JSON.parse(execFileSync(python, [join(root, 'test', 'python', 'time_dsp.py')], { env: { ...process.env, ...threads } }).toString());
  console.log(`\nwindows a second on one core, best of ${ROUNDS}; goal: ${GOAL} times theirs`);
  for (const [name, label, [id, input, params]] of PEERS) {
    const folder = join(room.assetRoot, 'blocks', 'dsp', id);
    const block = await room.loadBlock(folder);
    const plan = block.configure({ ...defaultsOf(folder), ...params }, { ...input, stride: input.length });
    const rates = [];
    for (let round = 0; round < ROUNDS; round++) rates.push(await hostRate(block, plan, input, makeValues(input)));
    const ours = Math.max(...rates);
    console.log(`  ${id} ${Math.round(ours)}, ${label} ${Math.round(theirs[name])}: ${(ours / theirs[name]).toFixed(1)} times`);
  }
}

function loadRooms(dist) {
  const require = createRequire(import.meta.url);
  const load = (name) => require(join(dist, 'plugin', name));
  return { ...load('native.js'), ...load('native/include-closure.js'), ...load('compiler/emit/emit-plans.js'), ...load('estimate/link-image.js'),
    ...load('estimate/run-image.js'), ...load('estimate/read-target.js'), ...load('paths.js') };
}

async function printCase(room, id, input, params) {
  const folder = join(room.assetRoot, 'blocks', 'dsp', id);
  const block = await room.loadBlock(folder);
  const plan = block.configure({ ...defaultsOf(folder), ...params }, { ...input, stride: input.length });
  const values = makeValues(input);
  const rate = await hostRate(block, plan, input, values);
  console.log(`\n${id} ${JSON.stringify(params)}: ${plan.shape.join(' x ')}, scratch ${plan.scratchBytes}, state ${plan.stateBytes}, ${Math.round(rate)} windows/s`);
  for (const name of CORES) {
    const temporary = mkdtempSync(join(tmpdir(), 'bench-dsp-'));
    try {
      const core = room.readCore(name);
      const image = await link(room, { id, folder, input, plan, core, output: join(temporary, 'image') }, []);
      const base = await link(room, { id, folder, input, plan, core, output: join(temporary, 'base') }, ['-DBASE']);
      const { cycles, stackBytes } = await room.runImage(image, core, { input: Buffer.from(values.buffer) });
      const ms = (megahertz) => (cycles / megahertz / 1000).toFixed(2);
      console.log(`  ${name.padEnd(14)} ${(cycles / 1e6).toFixed(3).padStart(9)} Mcycles  ${ms(64).padStart(9)} / ${ms(133)} ms  stack ${stackBytes}  flash ${image.flashBytes - base.flashBytes}`);
    } finally {
      rmSync(temporary, { recursive: true });
    }
  }
}

async function hostRate(block, plan, { length, axes }, values) {
  const count = 200;
  const windows = Int32Array.from({ length: 2 * count }, (_, i) => (i % 2 ? length : 0));
  const start = process.cpuUsage();
  await block.extract(plan, { values, axes, windowLength: length, windows });
  const { user, system } = process.cpuUsage(start);
  return count / ((user + system) / 1e6);
}

function link(room, { id, folder, input, plan, core, output }, flags) {
  const defines = { BLOCK: plan.functions ?? id.replace(/-/g, '_'), BLOCK_PLAN: 'bench_plan', WINDOW_BYTES: input.length * input.axes * (input.dtype === 'int16' ? 2 : 4),
    DTYPE: input.dtype === 'int16' ? 'IMPULSE_INT16' : 'IMPULSE_FLOAT32', LENGTH: input.length, AXES: input.axes,
    FEATURES: plan.shape.reduce((a, b) => a * b, 1), SCRATCH_BYTES: plan.scratchBytes };
  const sources = [join(room.assetRoot, 'sdk-cpp', 'emulator', 'measure_block.cpp')];
  if (flags.length === 0) sources.push(...blockSources(room, folder), ...writePlan(room, plan, output));
  const includes = [...room.includeFolders(), join(room.assetRoot, 'sdk-cpp', 'emulator'), join(room.assetRoot, 'sdk-cpp', 'include', 'impulse')];
  return room.linkImage({ core, sources, includes, flags: [...flags, ...Object.entries(defines).map(([name, value]) => `-D${name}=${value}`)], output });
}

function blockSources(room, folder) {
  return room.includeClosure(room.readBlockSources(folder).sources).map(({ path }) => path).filter(room.isTranslationUnit);
}

function writePlan(room, plan, output) {
  const files = room.emitPlans('bench', '', [{ symbol: 'bench_plan', comment: 'the measured plan', plan }]);
  const folder = `${output}-plan`;
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return [join(folder, 'bench_plans.cpp')];
}

function defaultsOf(folder) {
  const { parameters } = JSON.parse(readFileSync(join(folder, 'block.json'), 'utf8'));
  const plain = (schema) => (schema['x-unit'] ? Number(schema.default.split(' ')[0]) : schema.default);
  return Object.fromEntries(Object.entries(parameters.properties).map(([name, schema]) => [name, plain(schema)]));
}

function makeValues({ length, axes, dtype }) {
  let state = 7;
  const noise = () => (state = (Math.imul(state, 1664525) + 1013904223) | 0) >> 18;
  const values = Array.from({ length: length * axes }, (_, i) => ((i * 37) % 4001) - 2000 + noise() / 8);
  return dtype === 'int16' ? Int16Array.from(values) : Float32Array.from(values, (value) => value / 1024);
}
