// node train-once.cjs <dist> <checkpoint>: trains a small convolutional model; prints a line an epoch, then the digest of the model.
const { createHash } = require('node:crypto');
const { join } = require('node:path');
const [dist, checkpoint] = process.argv.slice(2);
const load = (path) => require(join(dist, path));

const [COUNT, SHAPE] = [160, [30, 8]];
const width = SHAPE[0] * SHAPE[1];
const augment = { copies: 1, noise: 'none', shift: 0, gain: 0, speed: 0, microphone: 'none', stretch: 0.2, maskFrames: 3, maskBands: 2, mixup: 0.3 };
const params = { dimensions: 1, filters: [16, 16], kernel: 3, pool: 2, dropout: 0.2, epochs: 6, batchSize: 16, learningRate: 0.005, weightDecay: 0.01, patience: 0, balanceClasses: true, augment };

async function main() {
  const { createRandom } = load('plugin/learn/random.js');
  const { loadLearnBlock } = load('plugin/learn/learn-block.js');
  const { trainBlock } = load('plugin/learn/train-block.js');
  const { writeFlatbuffer } = load('plugin/compiler/tflite/write-flatbuffer.js');
  const random = createRandom(3);
  const windows = Array.from({ length: COUNT }, (_, row) => ({ id: String(row), sample: row, start: 0, length: 1, label: 'abcd'[row % 4] }));
  const features = Float32Array.from({ length: COUNT * width }, (_, at) => random.normal() + ((at % 8) === Math.floor(at / width) % 4 ? 1 : 0));
  const { graph } = await trainBlock({
    block: await loadLearnBlock(join(dist, 'blocks', 'learn', 'conv-classifier')),
    name: 'test',
    params,
    pins: { threads: 2, seed: 1, maxIsa: 'AVX2' },
    set: { windows, shape: SHAPE, width, features },
    rows: { train: Uint32Array.from({ length: 120 }, (_, i) => i), validation: Uint32Array.from({ length: 40 }, (_, i) => 120 + i) },
    checkpoint,
    onEpoch: ({ epoch }) => console.log(`epoch ${epoch}`),
  });
  console.log(createHash('sha256').update(writeFlatbuffer(graph, 'test')).digest('hex'));
}

main();
