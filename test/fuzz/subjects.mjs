import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { mutateBytes } from './mutate-bytes.mjs';
import { mutateText } from './mutate-text.mjs';
import { mutateTree, strangeValue } from './mutate-tree.mjs';

/**
 * What is fuzzed: how an input of the kind is changed, and what reads it. `run` returns where the input is good and all that it gave is
 * sound; what is wrong with the input it throws as the product does, what is wrong with the product as anything else.
 *
 * @param {string} dist the built product @param {string} folder for files of a case
 */
export function openSubjects(dist, folder) {
  const load = (path) => createRequire(import.meta.url)(join(dist, path));
  mkdirSync(folder, { recursive: true });
  const put = (name, bytes) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  return {
    manifest: { mutate: mutateYaml, run: readManifests(load, folder) },
    block: { mutate: mutateJson, run: readBlocks(load, folder, 'block.json') },
    parameters: { mutate: mutateJson, run: readBlocks(load, folder, 'parameters.json') },
    target: { mutate: mutateJson, run: (bytes) => load('plugin/estimate/read-target').readTarget((put('target.json', bytes), folder)) },
    options: { mutate: mutateJson, run: (bytes) => load('plugin/manifest/read-plugin-options').readPluginOptions((put('nx.json', bytes), folder)) },
    labels: { mutate: mutateLabels, run: readLabels(load, folder, put) },
    wav: { mutate: (random, item, other) => mutateBytes(random, item, other, 48), run: readRecordings(load, put, 'wav') },
    csv: { mutate: mutateTextOrBytes, run: readRecordings(load, put, 'csv') },
    json: { mutate: mutateJson, run: readRecordings(load, put, 'json') },
    parquet: { mutate: (random, item, other) => mutateBytes(random, item, other), run: readRecordings(load, put, 'parquet') },
    png: { mutate: (random, item, other) => mutateBytes(random, item, other, 64), run: readPictures(load, put, 'png') },
    jpeg: { mutate: (random, item, other) => mutateBytes(random, item, other, 640), run: readPictures(load, put, 'jpg') },
    boxes: { mutate: mutateLabels, run: readBoxFiles(load, folder) },
    cbor: { mutate: mutateCbor, run: readRecordings(load, put, 'cbor') },
    tflite: { mutate: mutateModel(load), run: compileModels(load) },
    trees: { mutate: mutateJson, run: (bytes) => compileTrees(load, bytes) },
    linear: { mutate: mutateJson, run: (bytes) => load('plugin/learn/linear-model').readLinear(bytes.toString(), 'linear.json') },
    npy: { mutate: (random, item, other) => mutateBytes(random, item, other, 128), run: (bytes) => readMatrix(load, put('features.npy', bytes)) },
  };
}

/** A wrong result, unlike an error that the product itself tells. */
export class Unsound extends Error {}

function ensure(condition, problem) {
  if (!condition) throw new Unsound(problem);
}

const yaml = createRequire(import.meta.url)('yaml');

function mutateYaml(random, item, other) {
  if (random.once(2)) return mutateTextOrBytes(random, item, other);
  return reform(random, item, other, (text) => yaml.parse(text), (tree) => yaml.stringify(tree));
}

function mutateJson(random, item, other) {
  if (random.once(4)) return mutateTextOrBytes(random, item, other);
  return reform(random, item, other, (text) => JSON.parse(text), (tree) => JSON.stringify(tree, null, random.pick([0, 2])));
}

function mutateLabels(random, item, other) {
  return item[0] === 0x7b ? mutateJson(random, item, other) : mutateTextOrBytes(random, item, other);
}

function mutateTextOrBytes(random, item, other) {
  return random.once(5) ? mutateBytes(random, item, other) : Buffer.from(mutateText(random, item.toString(), other.toString()));
}

/** Changes what the text means, not how it is written; where it means nothing, the text itself. */
function reform(random, item, other, parse, print) {
  try {
    return Buffer.from(print(mutateTree(random, parse(item.toString()))) ?? 'null');
  } catch {
    return mutateTextOrBytes(random, item, other);
  }
}

const cbor = createRequire(import.meta.url)('cbor-x');

/** Values that CBOR has beyond those of JSON. */
function strangeCbor(random) {
  const more = [undefined, NaN, Infinity, -Infinity, 5n, 2n ** 70n, new Date(0), new Date(NaN), new Map([[1, 2]]), new Set([1]), Buffer.from('ab'),
    Int16Array.of(1, 2), Float64Array.of(1), new Error('x'), /a+/];
  return random.once(2) ? strangeValue(random) : random.pick(more);
}

function mutateCbor(random, item, other) {
  if (random.once(2)) return mutateBytes(random, item, other);
  try {
    const bytes = cbor.encode(mutateTree(random, cbor.decode(item), strangeCbor));
    return random.once(4) ? mutateBytes(random, bytes, other) : bytes;
  } catch {
    return mutateBytes(random, item, other);
  }
}

/** Models as bytes, and as graphs whose shapes, types, options, links and numbers are other ones. */
function mutateModel(load) {
  const { readFlatbuffer } = load('plugin/compiler/tflite/read-flatbuffer');
  const { importGraph } = load('plugin/compiler/tflite/import-graph');
  const { writeFlatbuffer } = load('plugin/compiler/tflite/write-flatbuffer');
  return (random, item, other) => {
    if (random.once(3)) return mutateBytes(random, item, other);
    try {
      return Buffer.from(writeFlatbuffer(mutateTree(random, importGraph(readFlatbuffer(item))), 'mutant'));
    } catch {
      return mutateBytes(random, item, other);
    }
  };
}

function readManifests(load, folder) {
  const { readManifest } = load('plugin/manifest/read-manifest');
  const { planSteps } = load('plugin/graph/plan-steps');
  const { summarizeManifest } = load('plugin/cli/summarize-manifest');
  const { canonicalJson } = load('plugin/graph/canonical-json');
  writeFileSync(join(folder, 'nx.json'), '{}');
  return (bytes) => {
    const manifest = readManifest(join(folder, 'impulse.yaml'), { text: bytes.toString() });
    const plans = planSteps(manifest);
    summarizeManifest(manifest);
    for (const { id, params } of plans) {
      ensure(/^[a-z0-9]+(-+[a-z0-9]+)*$/.test(id), `a step is called ${JSON.stringify(id)}`);
      ensure(canonicalJson(JSON.parse(canonicalJson(params))) === canonicalJson(params), `the parameters of ${id} do not survive as JSON`);
    }
    ensure(new Set(plans.map(({ id }) => id)).size === plans.length, 'two steps have the same name');
  };
}

function readBlocks(load, folder, name) {
  const { requireBlock } = load('plugin/manifest/read-block');
  const place = join(folder, name.replace('.', '-'));
  mkdirSync(place, { recursive: true });
  return (bytes, random) => {
    writeFileSync(join(place, name), bytes);
    const block = requireBlock(place);
    block.validate({});
    const params = Object.fromEntries(Object.keys(block.parameters.properties).map((key) => [key, strangeValue(random)]));
    block.validate(params);
  };
}

function readLabels(load, folder, put) {
  const { readLabelsFile } = load('plugin/data/labels/read-labels-file');
  return (bytes) => {
    put('labels', bytes);
    const { find } = readLabelsFile(folder, 'labels');
    for (const file of ['a.wav', 'sub/b.wav', '__proto__', 'toString']) {
      const row = find(file);
      if (row === undefined) continue;
      ensure(row.label === null || typeof row.label === 'string', `the label is ${typeof row.label}`);
      checkSpans(row.spans);
      checkMetadata(row.metadata);
    }
  };
}

/** Their first character tells what they are: XML, JSON, or lines of numbers. */
function readBoxFiles(load, folder) {
  const { readBoxes } = load('plugin/data/boxes/read-boxes');
  return (bytes, random) => {
    const ending = { '<': 'xml', '{': 'json' }[String.fromCharCode(bytes[0])] ?? 'txt';
    const place = join(folder, ending);
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, `a.${ending}`), bytes);
    const { find } = readBoxes(folder, { path: `${ending}/*`, ...(random.once(2) ? { classes: ['cup', 'spoon'] } : { classes: ['cup'] }) });
    for (const file of ['a.jpg', 'b/a.png', '__proto__', 'toString']) {
      for (const { label, ...box } of find(file, { width: 100, height: 50 }) ?? []) {
        ensure(typeof label === 'string', `the label of a box is ${typeof label}`);
        ensure(Object.values(box).every(Number.isFinite) && box.width > 0 && box.x >= 0 && box.x + box.width <= 100.001, `a box of ${JSON.stringify(box)}`);
      }
    }
  };
}

function checkSpans(spans = []) {
  ensure(Array.isArray(spans), 'the spans are no list');
  for (const { start, end, label } of spans) {
    ensure(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end >= start, `a span from ${start} to ${end}`);
    ensure(typeof label === 'string', `the label of a span is ${typeof label}`);
  }
}

function checkMetadata(metadata = {}) {
  for (const [field, value] of Object.entries(metadata)) ensure(typeof value === 'string', `metadata ${field} is ${typeof value}`);
}

/** Readers are asked as ingest asks them, with and without resampling, for one axis and for three. */
function readRecordings(load, put, extension) {
  const { readSample } = load('plugin/data/read-sample');
  const { encodeIndex, decodeIndex } = load('plugin/data/shard-index');
  return async (bytes, random) => {
    const name = `recording.${extension}`;
    const absolute = put(name, bytes);
    const csv = random.pick([{}, {}, { timestamp: 'none' }, { labelColumn: 'label' }, { timestampUnit: 'us' }, { header: false }, { delimiter: ';' }]);
    const options = { resample: random.once(2), csv, ...(random.once(8) ? { hmacKey: 'secret' } : {}) };
    const label = (_, recording) => ({ label: recording.label ?? null, ...(recording.spans && { spans: recording.spans }) });
    const source = { files: { root: '', pattern: '', prefix: '' }, label, options, settings: () => '' };
    const axes = random.pick([['audio'], ['x', 'y', 'z'], ['accX', 'accY', 'accZ']]);
    const { sample, values } = await readSample({ name, absolute, source: 0 }, source, { frequencyHz: random.pick([100, 8000, 16000]), axes });
    ensure(values instanceof (sample.dtype === 'int16' ? Int16Array : Float32Array), `values of ${sample.dtype} are ${values.constructor.name}`);
    ensure(sample.length > 0 && sample.length * axes.length === values.length, `${values.length} values for ${sample.length} steps`);
    ensure(values.every(Number.isFinite), 'a value is not finite');
    ensure(sample.frequencyHz > 0 && Number.isFinite(sample.frequencyHz), `the rate is ${sample.frequencyHz}`);
    ensure(sample.label === null || typeof sample.label === 'string', `the label is ${typeof sample.label}`);
    checkSpans(sample.spans);
    ensure((sample.spans ?? []).every(({ end }) => end < sample.length), 'a span ends behind the recording');
    checkMetadata(sample.metadata);
    const [stored] = decodeIndex(JSON.parse(JSON.stringify(encodeIndex([{ ...sample, byteOffset: 0 }], [], 0))));
    ensure(JSON.stringify(stored.label) === JSON.stringify(sample.label), 'the label is another one when it is read back');
  };
}

/** Pictures are brought to the size of the input, whatever theirs is. */
function readPictures(load, put, extension) {
  const { readSample } = load('plugin/data/read-sample');
  return async (bytes, random) => {
    const absolute = put(`picture.${extension}`, bytes);
    const options = { resize: random.pick(['squash', 'fit-short', 'fit-long']) };
    const source = { files: { root: '', pattern: '', prefix: '' }, label: () => ({ label: 'a' }), options, settings: () => '' };
    const axes = random.pick([['gray'], ['r', 'g', 'b']]);
    const input = { frequencyHz: 8, axes, image: { width: 8, height: 4 } };
    const { sample, values } = await readSample({ name: `picture.${extension}`, absolute, source: 0 }, source, input);
    ensure(values.length === 32 * axes.length && sample.length === 32, `${values.length} values of 8 x 4 pixels`);
  };
}

function compileModels(load) {
  const { compileModel } = load('plugin/compiler/compile-model');
  const archs = ['portable', 'armv6-m', 'armv7-m', 'armv7e-m', 'armv7e-m-dual', 'armv8.1-m', 'x86-64'];
  return (bytes, random) => {
    const model = compileModel(bytes, { name: 'm', arch: random.pick(archs), optimize: random.pick(['balanced', 'speed', 'ram', 'flash']) });
    ensure(Number.isSafeInteger(model.arenaBytes) && model.arenaBytes >= 0, `an arena of ${model.arenaBytes} bytes`);
    for (const [name, text] of Object.entries(model.files)) {
      ensure(!/\b(NaN|undefined|Infinity|\[object)\b/.test(text.replace(/^\s*(\/\/|\/?\*).*$/gm, '')), `${name} holds no C++`);
    }
  };
}

function compileTrees(load, bytes) {
  const document = load('plugin/learn/trees/tree-document').readTrees(bytes.toString(), 'trees.json');
  for (const { leaves } of document.trees) ensure(leaves.flat().every(Number.isFinite), 'a leaf is not finite');
}

function readMatrix(load, path) {
  const matrix = load('plugin/data/feature-matrix').openFeatureMatrix(path);
  try {
    ensure(matrix.readAll().length === matrix.rows * matrix.columns, 'the matrix is not as large as it says');
  } finally {
    matrix.close();
  }
}
