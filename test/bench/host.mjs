// A window through the host build of four MLPerf Tiny int8 models, DSP block and all, beside LiteRT's optimised kernels on the model
// alone: one thread each, in turn; CPU time, because machines are shared. XNNPACK is off.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const MODELS = ['kws', 'ic', 'vww', 'ad'];
/** Of both sides of a picture, and what the model was trained on. */
const PICTURES = { ic: [32, '0..255'], vww: [96, '0..1'] };
const ROUNDS = 15;
const RUNS = 40;

export async function run({ root }) {
  const models = findModels(root);
  if (!models) return console.log('host: skipped, ../shared/models is not there');
  const room = loadRooms(join(root, 'plugin', 'dist', 'plugin'));
  const peer = startPeer(root, room.cacheRoot());
  if (!peer) console.log('host: LiteRT is not installed; the conformance tests install it');
  console.log('CPU microseconds a window, median of 15    ours    LiteRT   ratio   (least of each)');
  for (const name of MODELS) await compareModel(room, peer, { name, folder: join(models, `${name}_int8`) });
  peer?.end();
}

async function compareModel(room, peer, { name, folder }) {
  const made = mkdtempSync(join(tmpdir(), 'bench-host-'));
  try {
    const model = await makeModel(room, name, readFileSync(join(folder, 'model.tflite')));
    room.writeImpulse(model.spec, join(made, 'impulse'), join(made, 'host'));
    const impulse = await room.loadImpulse(join(made, 'impulse'), join(made, 'host'));
    const recording = repeat(model.windowOf(readFileSync(join(folder, 'input0.bin'))), impulse.info);
    await checkScores(impulse, recording, model, readFileSync(join(folder, 'tflm_output0.bin')));
    const [ours, theirs] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await timeRuns(impulse, recording));
      if (peer) theirs.push(await peer.time(join(folder, 'model.tflite'), join(folder, 'input0.bin'), RUNS));
    }
    print(name, ours, theirs);
  } finally {
    rmSync(made, { recursive: true });
  }
}

/** An impulse around the model: of pictures by the image block, of anything else by the features as they are. */
async function makeModel(room, name, file) {
  const options = { name: room.modelName('bench', name), arch: room.hostArch(), arenaSymbol: room.memorySymbol('bench') };
  const model = room.compileModel(file, options);
  const [{ bytes: count, scale, zeroPoint }] = model.inputs;
  const [size, range] = PICTURES[name] ?? [];
  const id = size ? 'image' : 'raw';
  const params = size ? { range } : {};
  const folder = join(room.assetRoot, 'blocks', 'dsp', id);
  const block = await room.loadBlock(folder);
  const image = size && { width: size, height: size };
  const [windowLength, axes] = size ? [size * size, ['red', 'green', 'blue']] : [count, ['value']];
  const input = { ...image, length: windowLength, axes: axes.length, frequencyHz: 1, stride: windowLength };
  const plan = block.configure({ ...defaultsOf(folder), ...params }, input);
  const labels = Array.from({ length: model.outputs[0].bytes }, (_, i) => `${i}`);
  const spec = {
    name: 'bench',
    input: { frequencyHz: 1, windowLength, strideLength: windowLength, axes, dtype: size ? 'uint8' : 'float32', ...(image && { image }) },
    dsp: [{ name: 'dsp', block: id, plan, ...(size ? { levels: true } : {}) }],
    learn: [{ name, block: 'model-file', input: ['dsp'], result: 'value', labels, model }],
    sources: room.collectSources(model.sdkFiles, [folder]),
  };
  const windowOf = (bytes) => {
    const steps = new Int8Array(bytes.buffer, bytes.byteOffset, count);
    return size ? Uint8Array.from(steps, (step) => step + 128) : Float32Array.from(steps, (step) => (step - zeroPoint) * scale);
  };
  return { spec, windowOf, output: model.outputs[0] };
}

function repeat(window, { axes, windowLength }) {
  const values = new window.constructor(RUNS * window.length);
  for (let run = 0; run < RUNS; run++) values.set(window, run * window.length);
  const windows = Int32Array.from({ length: 2 * RUNS }, (_, i) => (i % 2 ? windowLength : (i / 2) * windowLength));
  return { values, axes, windowLength, windows };
}

async function checkScores(impulse, recording, { output: { bytes, scale, zeroPoint } }, golden) {
  const { scores } = await impulse.run(recording);
  for (let i = 0; i < bytes; i++) {
    const wanted = Math.fround((golden.readInt8(i) - zeroPoint) * scale);
    if (scores[i] !== wanted) throw new Error('the host build does not give the golden output');
  }
}

async function timeRuns(impulse, recording) {
  const start = process.cpuUsage();
  await impulse.run(recording);
  const { user, system } = process.cpuUsage(start);
  return (user + system) / RUNS;
}

function print(name, ours, theirs) {
  const middle = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
  const figures = [middle(ours), middle(theirs), middle(ours) / middle(theirs)];
  const cells = figures.map((value = NaN) => value.toFixed(value < 10 ? 2 : 0).padStart(9));
  console.log(name.padEnd(36), ...cells, `  (${Math.min(...ours).toFixed(1)}, ${Math.min(...theirs).toFixed(1)})`);
}

/** One Python process, asked line by line. */
function startPeer(root, cache) {
  const scripts = join(root, 'test', 'python');
  const digest = createHash('sha256').update(readFileSync(join(scripts, 'requirements.txt'))).digest('hex').slice(0, 16);
  const python = join(cache, 'python', digest, 'bin', 'python');
  if (!existsSync(python)) return undefined;
  const child = spawn(python, [join(scripts, 'time_litert.py')], { stdio: ['pipe', 'pipe', 'ignore'] });
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async time(...request) {
      child.stdin.write(`${request.join(' ')}\n`);
      const { value, done } = await answers.next();
      if (done) throw new Error('LiteRT has ended');
      return Number(value);
    },
    end: () => child.stdin.end(),
  };
}

function findModels(root) {
  for (let folder = root; ; folder = dirname(folder)) {
    const models = join(dirname(folder), 'shared', 'models');
    if (existsSync(models)) return models;
    if (dirname(folder) === folder) return undefined;
  }
}

function loadRooms(dist) {
  const require = createRequire(import.meta.url);
  const load = (name) => require(join(dist, name));
  return { ...load('paths.js'), ...load('native.js'), ...load('compiler/compile-model.js'), ...load('compiler/emit/emit-impulse.js'),
    ...load('steps/compile/collect-sources.js'), ...load('steps/compile/write-impulse.js') };
}

function defaultsOf(folder) {
  const { parameters } = JSON.parse(readFileSync(join(folder, 'block.json'), 'utf8'));
  return Object.fromEntries(Object.entries(parameters.properties).map(([name, { default: value }]) => [name, value]));
}
