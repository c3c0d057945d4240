// Samples that a CPU second trains of the keyword network ds-cnn, beside Keras with the same network and batch: as it comes, and with the threads and the
// instruction set that our envelope pins. Processes take turns, so that other load on the machine meets all.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [SAMPLES, EPOCHS, BATCH, FILTERS, BLOCKS] = [1280, 3, 64, 64, 4];
const ROUNDS = 3;
const GOAL = 0.6;
const PINS = { TF_NUM_INTRAOP_THREADS: '2', TF_NUM_INTEROP_THREADS: '1', ONEDNN_MAX_CPU_ISA: 'AVX2' };

/** @param {{ root: string }} context */
export async function run({ root }) {
  const dist = join(root, 'plugin', 'dist');
  const python = findKeras(root, dist);
  if (!python) return console.log('training: skipped, test/full/converter.test.ts has not yet installed Keras here (npm run test:full does)');
  const numbers = [SAMPLES, EPOCHS, BATCH, FILTERS, BLOCKS].map(String);
  const keras = (env) => start(python, [join(root, 'test', 'python', 'train_ds_cnn.py'), ...numbers], env);
  const sides = {
    'ours (train step)': () => start(process.execPath, [join(root, 'test', 'bench', 'train-ds-cnn.cjs'), dist, ...numbers], {}),
    Keras: () => keras({}),
    'Keras, pinned as ours': () => keras(PINS),
  };
  const rates = Object.fromEntries(Object.keys(sides).map((name) => [name, []]));
  for (let round = 1; round <= ROUNDS; round++) {
    for (const [name, train] of Object.entries(sides)) rates[name].push(...train().rates);
    console.log(`  round ${round}: ${Object.entries(rates).map(([name, all]) => `${name} ${median(all).toFixed(0)}`).join(', ')}`);
  }

  console.log(`ds-cnn, ${FILTERS} filters, batch ${BATCH}: samples per CPU second, median (least to most) of ${ROUNDS} runs of ${EPOCHS - 1} epochs`);
  const [ours] = Object.values(rates).map(median);
  for (const [name, all] of Object.entries(rates)) {
    const ratio = name.startsWith('Keras') ? `  ours / this ${(ours / median(all)).toFixed(2)}  (goal >= ${GOAL})` : '';
    const spread = `(${Math.min(...all).toFixed(0)} to ${Math.max(...all).toFixed(0)})`;
    console.log(`  ${name.padEnd(24)}${median(all).toFixed(0).padStart(6)}  ${spread}${ratio}`);
  }
}

/** The Python that the tests of our quantization keep in the cache, by the digest of its packages. */
function findKeras(root, dist) {
  const { cacheRoot } = createRequire(import.meta.url)(join(dist, 'plugin', 'paths.js'));
  const packages = readFileSync(join(root, 'test', 'python', 'converter-requirements.txt'));
  const python = join(cacheRoot(), 'python', createHash('sha256').update(packages).digest('hex').slice(0, 16), 'bin', 'python');
  return existsSync(python) ? python : undefined;
}

function start(program, args, env) {
  return JSON.parse(execFileSync(program, args, { encoding: 'utf8', env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'ignore'] }).trim().split('\n').at(-1));
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
