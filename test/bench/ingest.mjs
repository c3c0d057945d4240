// MB/s of ingest by format, beside reading and hashing the same files; then 100,000 one-second recordings (or NX_IMPULSE_BENCH_RECORDINGS; 0 = none): time, peak
// memory, and what one new recording costs.
import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
    await printFormats(root, join(folder, 'formats'));
    if (count === 0) return;
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

const MOTION = { frequencyHz: 62.5, axes: ['accX', 'accY', 'accZ'] };
const AUDIO = { frequencyHz: FREQUENCY_HZ, axes: ['audio'] };

/** Name -> extension, files, what ingest gets and the bytes of one file. Values are noise: nothing may be easy to read. */
const FORMATS = {
  'wav of 60 s': ['wav', 100, AUDIO, (room, random) => room.encodeWav(Int16Array.from({ length: 60 * FREQUENCY_HZ }, () => 20000 * random()), FREQUENCY_HZ)],
  'wav of 1 s': ['wav', 3000, AUDIO, (room, random) => room.encodeWav(Int16Array.from({ length: FREQUENCY_HZ }, () => 20000 * random()), FREQUENCY_HZ)],
  csv: ['csv', 30, MOTION, (_, random) => `timestamp,${MOTION.axes}\n${motion(random).map((row, i) => `${16 * i},${row.map((value) => value.toFixed(4))}`).join('\n')}\n`],
  cbor: ['cbor', 30, MOTION, (room, random) => room.encode(acquisition(motion(random)))],
  json: ['json', 30, MOTION, (_, random) => JSON.stringify(acquisition(motion(random)))],
};

async function printFormats(root, folder) {
  const require = createRequire(join(root, 'plugin/dist/plugin/data/'));
  const room = { encodeWav: require('./synthetic/encode-wav.js').encodeWav, encode: require('cbor-x').encode };
  console.log('ingest by format, MB/s (MB by CPU second); goal for wav: >= 200, or 80 % of reading');
  for (const [name, [extension, count, input, make]] of Object.entries(FORMATS)) {
    const data = join(folder, 'data');
    mkdirSync(data, { recursive: true });
    let state = 1;
    const random = () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
    for (let index = 0; index < count; index++) writeFileSync(join(data, `${index}.${extension}`), make(room, random));
    const files = readdirSync(data).map((file) => join(data, file));
    const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
    const read = timeHere(() => files.forEach((file) => readFileSync(file)));
    const hash = timeHere(() => files.forEach((file) => createHash('sha256').update(readFileSync(file)).digest()));
    const ingest = await ingestApart(root, folder, 'first', { path: `data/*.${extension}`, label: { kind: 'unlabelled' }, input });
    const rate = ({ seconds, cpuSeconds }) => `${(bytes / 1e6 / seconds).toFixed(0)} (${(bytes / 1e6 / cpuSeconds).toFixed(0)})`.padStart(13);
    console.log(`  ${name.padEnd(12)} ${(bytes / 1e6).toFixed(0).padStart(4)} MB  ingested ${rate(ingest)}  read ${rate(read)}  read and hashed ${rate(hash)}`);
    rmSync(folder, { recursive: true });
  }
}

function timeHere(work) {
  const [started, before] = [performance.now(), process.cpuUsage()];
  work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - started) / 1000, cpuSeconds: (user + system) / 1e6 };
}

function motion(random) {
  return Array.from({ length: 20_000 }, () => MOTION.axes.map(() => 20 * random()));
}

function acquisition(values) {
  const sensors = MOTION.axes.map((name) => ({ name, units: 'm/s2' }));
  return { protected: { ver: 'v1', alg: 'none' }, signature: '0'.repeat(64), payload: { device_type: 'BENCH', interval_ms: 16, sensors, values } };
}

/** In a process of its own, so that its peak memory is its own. */
function ingestApart(root, folder, output, job) {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [root, folder, output, JSON.stringify(job ?? WORDS)], {
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

const WORDS = { path: 'data/**/*.wav', label: { kind: 'pattern', pattern: '{label}/{speaker}_{n}.wav' }, input: AUDIO };

async function ingestHere([root, folder, output, job]) {
  const { ingestDataset } = createRequire(import.meta.url)(join(root, 'plugin/dist/plugin/data/ingest-dataset.js'));
  const before = existsSync(join(folder, 'cache/shards')) ? readdirSync(join(folder, 'cache/shards')).length : 0;
  const { input, ...source } = JSON.parse(job);
  const cpuBefore = process.cpuUsage();
  const started = performance.now();
  const { document } = await ingestDataset({
    root: folder,
    sources: [{ ...source, params: {} }],
    input,
    blocks: {},
    output: join(folder, output),
    scratch: join(folder, 'scratch'),
    progress: () => undefined,
  });
  const { user, system } = process.cpuUsage(cpuBefore);
  process.send({
    seconds: (performance.now() - started) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    samples: document.samples,
    written: readdirSync(join(folder, 'cache/shards')).length - before,
  });
}

if (process.send) await ingestHere(process.argv.slice(2));
