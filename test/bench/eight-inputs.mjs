// What a benchmark model is counted on: the dearest of eight inputs, so that no figure leans on what one recording happens to hold.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeVenv } from '../python-venv.mjs';

const PYTHON = join(dirname(fileURLToPath(import.meta.url)), '..', 'python');
const RECORDED = 3;
const SEED = 0x9e3779b9;

/** Three recorded inputs, the ends of int8, its zero point, any bytes, and the ends in disorder: `{ names, input }`, back to back. */
export function readInputs(folder, { bytes, zeroPoint }) {
  const recorded = readFileSync(join(folder, 'input0.bin'));
  const random = seededRandom();
  const drawn = {
    'all -128': () => -128,
    'all 127': () => 127,
    'all zero point': () => zeroPoint,
    'noise': () => random() >>> 24,
    'noise of -128 and 127': () => (random() >>> 31 ? -128 : 127),
  };
  const values = Object.values(drawn).map((draw) => Buffer.from(Int8Array.from({ length: bytes }, draw).buffer));
  const names = [...Array.from({ length: RECORDED }, (_, at) => `recorded ${at}`), ...Object.keys(drawn)];
  return { names, input: Buffer.concat([recorded.subarray(0, RECORDED * bytes), ...values]) };
}

/** Marsaglia's xorshift: 32 bits a call, the same on every machine. */
function seededRandom() {
  let state = SEED;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** What TensorFlow Lite Micro gives for all of them, by its wheel, which must give what was recorded for the recorded ones. */
function answerByTflm(folder, input, cache) {
  const room = mkdtempSync(join(tmpdir(), 'bench-inputs-'));
  try {
    const job = { model: join(folder, 'model.tflite'), inputs: join(room, 'inputs'), outputs: join(room, 'outputs'), outputCount: 1 };
    writeFileSync(job.inputs, input);
    const python = makeVenv(cache, join(PYTHON, 'requirements.txt'));
    const answer = execFileSync(python, [join(PYTHON, 'run_tflm.py')], { input: JSON.stringify(job), stdio: ['pipe', 'pipe', 'ignore'] });
    const { error } = JSON.parse(answer);
    if (error !== undefined) throw new Error(`${folder}: ${error}`);
    return expectRecorded(folder, readFileSync(job.outputs));
  } finally {
    rmSync(room, { recursive: true });
  }
}

function expectRecorded(folder, outputs) {
  const bytes = (RECORDED * outputs.length) / (RECORDED + 5);
  if (!outputs.subarray(0, bytes).equals(readFileSync(join(folder, 'tflm_output0.bin')).subarray(0, bytes))) {
    throw new Error(`${folder}: this tflite-micro does not give the recorded outputs`);
  }
  return outputs;
}

/**
 * Runs a compiled model on its eight inputs, in one run of the emulator.
 * @param measureModel of `plugin/estimate`, of the build or of the sources
 * @returns what measureModel gives for all of them, and `dearest`: cycles and instructions of the dearest inference, the first input that costs so much, and
 *   the cycles of the cheapest
 * @throws Error where an output is not TensorFlow Lite Micro's, naming the input
 */
export async function measureDearest(measureModel, model, { name, core, folder, cache }) {
  const { names, input } = readInputs(folder, model.inputs[0]);
  const costs = await measureModel(model, { name, core, input });
  checkOutputs(`${name} on ${core.id}`, names, costs.run.output, answerOf(folder, input, cache));
  return { ...costs, dearest: findDearest(costs.run.stretches, names) };
}

const answers = new Map();

/** Asked once a process: what a model answers is the same on every core. */
function answerOf(folder, input, cache) {
  if (!answers.has(folder)) answers.set(folder, answerByTflm(folder, input, cache));
  return answers.get(folder);
}

function checkOutputs(where, names, got, wanted) {
  const bytes = wanted.length / names.length;
  if (got.length !== wanted.length) throw new Error(`${where} gives ${got.length} bytes for ${names.length} inputs, not ${wanted.length}`);
  const of = (outputs, at) => outputs.subarray(at * bytes, (at + 1) * bytes);
  const wrong = names.filter((_, at) => !of(got, at).equals(of(wanted, at)));
  if (wrong.length > 0) throw new Error(`${where} does not give TFLM's output for: ${wrong.join(', ')}`);
}

/**
 * Of the measured calls of one run, one for each name.
 * @throws Error where there are others
 */
export function findDearest(stretches, names) {
  if (stretches.length !== names.length) throw new Error(`${stretches.length} calls were measured, not ${names.length}`);
  const at = stretches.reduce((most, { cycles }, index) => (cycles > stretches[most].cycles ? index : most), 0);
  const { cycles, counts } = stretches[at];
  return { cycles, instructions: counts.total, input: names[at], leastCycles: Math.min(...stretches.map((stretch) => stretch.cycles)) };
}
