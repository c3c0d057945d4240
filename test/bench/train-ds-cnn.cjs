// node train-ds-cnn.cjs <dist> <samples> <epochs> <batch> <filters> <blocks>: trains ds-cnn on random windows as the train step does; prints samples per
// CPU second of each epoch but the first, as JSON.
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const [dist, ...numbers] = process.argv.slice(2);
const [samples, epochs, batchSize, filters, blocks] = numbers.map(Number);
const load = (path) => require(join(dist, path));

const [SHAPE, CLASSES] = [[49, 10], 12];
const width = SHAPE[0] * SHAPE[1];
const params = { filters, blocks, dropout: 0.2, epochs, batchSize, learningRate: 0.005, weightDecay: 0.01, patience: 0, balanceClasses: false };

async function main() {
  const { createRandom } = load('plugin/learn/random.js');
  const { loadLearnBlock } = load('plugin/learn/learn-block.js');
  const { trainBlock } = load('plugin/learn/train-block.js');
  const random = createRandom(3);
  const windows = Array.from({ length: samples }, (_, row) => ({ id: String(row), sample: row, start: 0, length: 1, label: String(row % CLASSES) }));
  const features = Float32Array.from({ length: samples * width }, () => random.normal());
  const folder = mkdtempSync(join(tmpdir(), 'bench-training-'));
  const seconds = [];
  let last = process.cpuUsage();
  const { parameters } = await trainBlock({
    block: await loadLearnBlock(join(dist, 'blocks', 'learn', 'ds-cnn')),
    name: 'bench',
    params,
    pins: { threads: 2, seed: 1, maxIsa: 'AVX2' },
    set: { windows, shape: SHAPE, width, features },
    rows: { train: Uint32Array.from({ length: samples }, (_, row) => row), validation: new Uint32Array(0) },
    checkpoint: join(folder, 'checkpoint.bin'),
    onEpoch: () => {
      const { user, system } = process.cpuUsage(last);
      last = process.cpuUsage();
      seconds.push((user + system) / 1e6);
    },
  });
  rmSync(folder, { recursive: true });
  console.log(JSON.stringify({ parameters, rates: seconds.slice(1).map((one) => samples / one) }));
}

main();
