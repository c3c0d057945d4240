// The streaming wake word of MLPerf Tiny on an emulated Cortex-M4F, the dearest of several inputs each: a whole window, one hop of it, and one hop with its front
// end (mel energies of 30 ms every 20 ms by 1,024 points, as `push_samples` computes them). --update keeps the counts in streaming-baseline.json.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDearest, measureDearest, readInputs } from './eight-inputs.mjs';
import { findModels, readJson } from './find-models.mjs';

const CORE = 'cortex-m4f';
const HZ = 16_000;
const [ROWS, FRAME, STRIDE] = [30, 480, 320];
const WINDOW = (ROWS - 1) * STRIDE + FRAME;
/** Pushes of a stride until the window is full. */
const FILLING = Math.ceil(WINDOW / STRIDE);
const MFE = {
  frameLength: 30, frameStride: 20, filters: 40, fftLength: 1024, lowFrequency: 0, highFrequency: 0, preEmphasis: 0.98, frameWindow: 'hann',
  noiseFloor: -52, scale: 'unit', normalisation: 'none', normalisationWindow: 101, arithmetic: 'float',
};

export async function run({ root, update }) {
  const models = findModels(root);
  if (!models) return console.log('streaming: skipped, ../shared/models is not there');
  const measured = await measureStreaming(join(root, 'plugin', 'dist', 'plugin'), join(models, 'str_ww_int8'));
  console.log(`\n${CORE}: str_ww (1x30x1x40, int8), modelled zero-wait cycles`);
  for (const [what, costs] of Object.entries(measured)) {
    console.log([what.padEnd(28), ...Object.entries(costs).map(([name, value]) => `${name} ${value.toLocaleString('en')}`)].join('  '));
  }
  const file = join(root, 'test', 'bench', 'streaming-baseline.json');
  if (update) writeFileSync(file, `${JSON.stringify(measured, null, 1)}\n`);
  else console.log(`against test/bench/streaming-baseline.json: ${JSON.stringify(readJson(file)) === JSON.stringify(measured) ? 'equal' : 'other figures'}`);
}

/** @param dist where the built plugin is */
export async function measureStreaming(dist, folder) {
  const require = createRequire(import.meta.url);
  const { compileModel } = require(join(dist, 'compiler', 'compile-model.js'));
  const { measureModel } = require(join(dist, 'estimate', 'measure-model.js'));
  const core = require(join(dist, 'estimate', 'read-target.js')).readCore(CORE);
  const file = readFileSync(join(folder, 'model.tflite'));
  const model = compileModel(file, { name: 'sww', arch: core.arch, streaming: { axis: 1, hop: 1 } });
  const { names, input } = readInputs(folder, model.inputs[0]);
  const cache = require(join(dist, 'paths.js')).cacheRoot();
  const whole = await measureDearest(measureModel, { ...model, files: filesOf(model, 'sww_model') }, { name: 'sww', core, folder, cache });
  const hop = await measureModel({ ...model.slide, files: filesOf(model, 'sww_slide_') }, { name: 'sww_slide', core, input });
  checkLastHops(hop.run.output, whole.run.output, model.outputs[0].bytes);
  const hops = names.flatMap((name) => Array(ROWS).fill(name));
  return {
    'window': { ...whole.dearest, ...memoryOf(whole), macs: model.macs },
    'hop': { ...findDearest(hop.run.stretches, hops), ...memoryOf(hop), macs: model.slide.macs },
    'hop with its front end': await measureFrontEnd({ require, dist, core, file }),
  };
}

/** After thirty rows more, the window is the next input. */
function checkLastHops(outputs, wanted, bytes) {
  const last = Buffer.concat(Array.from({ length: wanted.length / bytes }, (_, at) => outputs.subarray(((at + 1) * ROWS - 1) * bytes, (at + 1) * ROWS * bytes)));
  if (!last.equals(wanted)) throw new Error('thirty hops of a row do not give what the window gives');
}

const memoryOf = ({ ramBytes, flashBytes }) => ({ ramBytes, flashBytes });

function filesOf({ files }, start) {
  return Object.fromEntries(Object.entries(files).filter(([name]) => name.startsWith(start)));
}

/** Hops of each signal; the first ones still hold the last signal's samples. */
const HOPS = 4;
const SIGNALS = {
  'noise': (at) => ((at * 7919) % 20011) - 10005,
  'silence': () => 0,
  'all -32768': () => -32768,
  'all 32767': () => 32767,
  'full scale, in turn': (at) => (at % 2 ? 32767 : -32768),
  'a step each hop': (at) => (Math.floor(at / STRIDE) % 2 ? 32767 : -32768),
  'the least amplitude': (at) => (at * 7919) % 3 - 1,
  'full scale in disorder': (at) => ((at * 7919) % 20011 < 10005 ? 32767 : -32768),
};
const program = (isBase) => `#include "emulator.h"
${isBase ? '' : '#include "wake_impulse.h"\nstatic wake_result result;'}
static int16_t values[${STRIDE}];
static void push(void *status) { *static_cast<int *>(status) = ${isBase ? '0' : `wake_push_samples(values, ${STRIDE}, &result)`}; }
int emulator_main(void) {
  int status = ${isBase ? '0' : 'wake_init_impulse()'};
  int unmeasured = ${FILLING};
  while (status == 0 && emulator_read(values, sizeof values) == sizeof values) {
    if (unmeasured > 0) { unmeasured--; push(&status); if (status == 1) status = 0; }
    else emulator_measure(push, &status);
    ${isBase ? '' : 'emulator_write(&result, sizeof result);'}
  }
  return status;
}
`;

/** A hop of push_samples: 20 ms of samples, one frame, one row through the model. */
async function measureFrontEnd({ require, dist, core, file }) {
  const load = (path) => require(join(dist, path));
  const { compileModel } = load('compiler/compile-model.js');
  const { emitImpulse, memorySymbol, modelName, streamMemorySymbol } = load('compiler/emit/emit-impulse.js');
  const { linkImage } = load('estimate/link-image.js');
  const { assetRoot } = load('paths.js');
  const block = join(assetRoot, 'blocks', 'dsp', 'mfe');
  const { configure } = await load('native.js').loadBlock(block);
  const input = { frequencyHz: HZ, length: WINDOW, axes: 1, stride: STRIDE };
  const plan = configure(MFE, input);
  plan.hop = configure(MFE, { ...input, length: plan.hopLength });
  const streaming = { columns: ROWS, hop: 1, arenaSymbol: streamMemorySymbol('wake') };
  const model = compileModel(file, { name: modelName('wake', 'word'), arch: core.arch, arenaSymbol: memorySymbol('wake'), streaming });
  const { files } = emitImpulse({
    name: 'wake', input: { frequencyHz: HZ, windowLength: WINDOW, strideLength: STRIDE, axes: ['audio'], dtype: 'int16' },
    dsp: [{ name: 'mfe', block: 'mfe', plan }],
    learn: [{ name: 'word', block: 'word', input: ['mfe'], result: 'classes', labels: ['wake', 'silence', 'other'], model }],
    sources: load('steps/compile/collect-sources.js').collectSources(model.sdkFiles, [block]),
  });
  const folder = mkdtempSync(join(tmpdir(), 'impulse-stream-'));
  try {
    const link = (name, sources) => linkImage({ core, sources, includes: [folder], output: join(folder, name) });
    for (const name of ['image', 'base']) mkdirSync(join(folder, name));
    for (const [name, text] of Object.entries({ ...files, 'main.cpp': program(false) })) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'base', 'main.cpp'), program(true));
    const image = await link('image', readdirSync(folder).filter((name) => name.endsWith('.cpp')).map((name) => join(folder, name)));
    const base = await link('base', [join(folder, 'base', 'main.cpp')]);
    const draw = Object.values(SIGNALS);
    const signalAt = (at) => Math.max(0, Math.floor((at / STRIDE - FILLING) / HOPS));
    const samples = Int16Array.from({ length: (FILLING + draw.length * HOPS) * STRIDE }, (_, at) => draw[signalAt(at)](at));
    const run = await load('estimate/run-image.js').runImage(image, core, { input: new Uint8Array(samples.buffer), stages: {}, regions: [] });
    const { flashBytes, staticRamBytes } = load('estimate/compare-images.js').compareImages(image, base);
    const names = Object.keys(SIGNALS).flatMap((name) => Array(HOPS).fill(name));
    return { ...findDearest(run.stretches, names), ramBytes: staticRamBytes + run.stackBytes, flashBytes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
