// Ingests 100,000 one-second recordings (or NX_IMPULSE_BENCH_RECORDINGS): time, peak memory, and what one new recording costs.
import { fork } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FREQUENCY_HZ = 16000;

/** @param {{ root: string }} context */
export async function run({ root }) {
  const count = Number(process.env.NX_IMPULSE_BENCH_RECORDINGS ?? 100_000);
  const folder = mkdtempSync(join(tmpdir(), 'nx-impulse-bench-'));
  try {
    makeRecordings(root, folder, count);
    console.log(`ingest of ${count.toLocaleString('en-US')} recordings of 1 s at 16 kHz`);
    await report('first time', root, folder, 'first');
    await report('nothing changed', root, folder, 'again');
    writeRecording(root, folder, count);
    await report('one more recording', root, folder, 'more');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function report(title, root, folder, output) {
  const { seconds, cpuSeconds, peakMiB, samples, written } = await ingestApart(root, folder, output);
  const figures = [
    `${seconds.toFixed(1)} s`,
    `CPU ${cpuSeconds.toFixed(1)} s`,
    `peak memory ${peakMiB} MiB`,
    `${samples} samples`,
    `${written} shards written`,
  ];
  console.log(`  ${title.padEnd(20)} ${figures.join(', ')}`);
}

/** In a process of its own, so that its peak memory is its own. */
function ingestApart(root, folder, output) {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [root, folder, output], {
      env: { ...process.env, NX_IMPULSE_CACHE: join(folder, 'cache') },
    });
    child.on('message', resolve);
    child.on('exit', (code) => code && reject(new Error(`ingest stopped with ${code}`)));
  });
}

function makeRecordings(root, folder, count) {
  for (let i = 0; i < count; i++) writeRecording(root, folder, i);
}

function writeRecording(root, folder, index) {
  const { encodeWav } = createRequire(import.meta.url)(join(root, 'plugin/dist/plugin/data/synthetic/encode-wav.js'));
  const values = new Int16Array(FREQUENCY_HZ);
  values[0] = index;
  values[1] = index >> 16;
  const label = join(folder, 'data', `word${index % 35}`);
  mkdirSync(label, { recursive: true });
  writeFileSync(join(label, `speaker${index % 2000}_${index}.wav`), encodeWav(values, FREQUENCY_HZ));
}

async function ingestHere([root, folder, output]) {
  const { ingestDataset } = createRequire(import.meta.url)(join(root, 'plugin/dist/plugin/data/ingest-dataset.js'));
  const before = existsSync(join(folder, 'cache/shards')) ? readdirSync(join(folder, 'cache/shards')).length : 0;
  const source = { path: 'data/**/*.wav', params: {}, label: { kind: 'pattern', pattern: '{label}/{speaker}_{n}.wav' } };
  const started = performance.now();
  const { document } = await ingestDataset({
    root: folder,
    sources: [source],
    input: { frequencyHz: FREQUENCY_HZ, axes: ['audio'] },
    blocks: {},
    output: join(folder, output),
    scratch: join(folder, 'scratch'),
    progress: () => undefined,
  });
  const { user, system } = process.cpuUsage();
  process.send({
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    samples: document.samples,
    written: readdirSync(join(folder, 'cache/shards')).length - before,
  });
}

if (process.send) await ingestHere(process.argv.slice(2));
