import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from 'cbor-x';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { encode as encodeJpeg } from 'jpeg-js';
import { PNG } from 'pngjs';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { createFeatureMatrix } from '../../plugin/data/feature-matrix';
import { assetRoot } from '../../plugin/paths';
import { CLOSE_FAMILIES, FAMILIES, seededRandom } from '../conformance/random-models';
import { makeWav } from '../make-wav';
import { TONE_MANIFEST } from '../tone-impulse';
import { FIRST_MANIFEST, FULL_MANIFEST } from './sample-manifests';

type Items = (string | Uint8Array)[];

/** Writes the items that are changed, small real ones of each kind: `<folder>/<kind>/<number>`. */
export function makeCorpus(folder: string): void {
  for (const [kind, items] of Object.entries(ITEMS)) {
    mkdirSync(join(folder, kind), { recursive: true });
    items(folder).forEach((item, at) => writeFileSync(join(folder, kind, String(at).padStart(3, '0')), item));
  }
}

/** Kind (a row of `subjects.mjs`) -> items. */
const ITEMS: Record<string, (folder: string) => Items> = {
  manifest: () => [FIRST_MANIFEST, FULL_MANIFEST, TONE_MANIFEST, ...readAll('examples', 'impulse.yaml')],
  block: () => readAll('blocks', 'block.json'),
  parameters: () => readAll('blocks', 'parameters.json'),
  target: () => readAll('targets', 'target.json'),
  options: () => [
    JSON.stringify({ plugins: ['@nx/js', { plugin: 'nx-impulse', options: { remote: 's3://bucket/cache', runner: 'local' } }] }, null, 2),
    '{\n  // what all impulses share\n  "plugins": [{ "plugin": "nx-impulse", "options": { "runner": "docker" }, },],\n}\n',
  ],
  labels: () => LABELS,
  wav: makeWavs,
  csv: () => CSVS,
  png: makePictures,
  jpeg: makePhotos,
  parquet: makeTables,
  boxes: () => BOXES,
  json: () => DOCUMENTS.map((document) => JSON.stringify(document)),
  cbor: makeCbors,
  tflite: makeModels,
  trees: () => [JSON.stringify(TREES)],
  linear: () => [
    JSON.stringify({ apiVersion: 'impulse-linear/v1', task: 'classes', classes: ['a', 'b'], weights: [[1, 2, 3], [0.5, -1, 0]], bias: [0, 1] }),
    JSON.stringify({ apiVersion: 'impulse-linear/v1', task: 'value', weights: [[1, 2, 3]], bias: [0.25] }),
  ],
  npy: makeMatrices,
};

function readAll(folder: string, name: string): string[] {
  const found = readdirSync(join(assetRoot, folder), { recursive: true }).map(String).sort();
  return found.filter((file) => file.endsWith(`/${name}`) && !file.includes('node_modules')).map((file) => readFileSync(join(assetRoot, folder, file), 'utf8'));
}

function makeWavs(): Items {
  const values = Array.from({ length: 300 }, (_, i) => ((i * 37) % 200) - 100);
  const list = Buffer.from('LIST\x03\x00\x00\x00abc\x00', 'latin1');
  const plain = makeWav(values);
  return [
    plain,
    Buffer.concat([plain.subarray(0, 12), list, plain.subarray(12)]),
    makeWav(values.map((value) => value + 128), { bits: 8, hz: 8000 }),
    makeWav(values, { bits: 24, channels: 3, hz: 100 }),
    makeWav(values, { bits: 32, channels: 2, hz: 44100 }),
    makeWav(values.map((value) => value / 128), { bits: 32, float: true, hz: 11025 }),
    makeWav(values.map((value) => value / 128), { bits: 64, float: true, channels: 3, hz: 100 }),
  ];
}

/** Of one pixel, grey, with transparency, and of many pixels alike. */
function makePictures(): Items {
  const draw = (width: number, height: number, value: (i: number) => number, colorType: 0 | 2 | 4 | 6): Buffer => {
    const data = Buffer.from(Array.from({ length: 4 * width * height }, (_, i) => (i % 4 === 3 && colorType < 4 ? 255 : value(i) & 255)));
    return PNG.sync.write(Object.assign(new PNG({ width, height }), { data }), { colorType });
  };
  return [draw(1, 1, () => 7, 2), draw(12, 9, (i) => i * 7, 2), draw(9, 12, (i) => i * 3, 6), draw(16, 16, (i) => i, 0), draw(200, 100, () => 90, 2)];
}

/** Grey ones are written as colours; that a header may say grey is up to the changes. */
function makePhotos(): Items {
  const draw = (width: number, height: number, quality: number): Buffer =>
    encodeJpeg({ width, height, data: Buffer.from(Array.from({ length: 4 * width * height }, (_, i) => (i * 13) & 255)) }, quality).data;
  return [draw(1, 1, 50), draw(16, 16, 90), draw(40, 24, 20)];
}

/** Of each encoding that the writer knows, packed and not, with nulls, times and labels. */
function makeTables(): Items {
  const count = 40;
  const list = <Value>(value: (i: number) => Value): Value[] => Array.from({ length: count }, (_, i) => value(i));
  const axes: ColumnSource[] = ['x', 'y', 'z'].map((name, axis) => ({ name, data: list((i) => i / 8 - axis), type: 'DOUBLE' as const }));
  const label: ColumnSource = { name: 'label', data: list((i) => (i < 20 ? 'idle' : 'wave')), type: 'STRING' };
  const when: ColumnSource = { name: 'when', data: list((i) => new Date(1.7e12 + 10 * i)), type: 'TIMESTAMP' };
  const whole = (encoding: ColumnSource['encoding']): ColumnSource => ({ name: 'audio', data: list((i) => (i * 37) % 200), type: 'INT32', encoding });
  const texts: ColumnSource = { name: 'label', data: list((i) => `label-${i >> 3}`), type: 'STRING', encoding: 'DELTA_BYTE_ARRAY' };
  const gaps: ColumnSource = { name: 'more', data: list((i) => (i % 3 ? i : null)), type: 'INT32', nullable: true };
  const write = (columnData: ColumnSource[], codec: 'SNAPPY' | 'UNCOMPRESSED' = 'SNAPPY') => Buffer.from(parquetWriteBuffer({ columnData, codec }));
  return [
    write([when, ...axes, label]), write([...axes, gaps], 'UNCOMPRESSED'), write([whole('DELTA_BINARY_PACKED'), texts]), write([whole('PLAIN')], 'UNCOMPRESSED'),
    write([{ name: 'audio', data: list((i) => i % 2), type: 'FLOAT', encoding: 'BYTE_STREAM_SPLIT' }]),
    write([{ name: 'audio', data: list((i) => i % 5), type: 'INT64' as const, encoding: 'RLE_DICTIONARY' as const }].map((column) => ({ ...column, data: column.data.map(BigInt) }))),
  ];
}

const BOXES = [
  '<annotation><filename>a.jpg</filename><object><name>cup &amp; tea</name><bndbox><xmin>10</xmin><ymin>5</ymin><xmax>30</xmax><ymax>15</ymax></bndbox></object></annotation>',
  JSON.stringify({
    images: [{ id: 7, file_name: 'train/a.jpg' }, { id: 8, file_name: 'b.jpg' }], categories: [{ id: 3, name: 'cup' }],
    annotations: [{ image_id: 7, category_id: 3, bbox: [10, 5, 20, 10] }, { image_id: 8, category_id: 3, bbox: [0, 0, 1, 1] }],
  }),
  JSON.stringify({ version: 1, type: 'bounding-box-labels', boundingBoxes: { 'a.jpg': [{ label: 'cup', x: 10, y: 5, width: 20, height: 10 }] } }),
  '0 0.2 0.2 0.2 0.2\n1 0.5 0.5 0.1 0.1\n',
];

const CSVS = [
  `timestamp,accX,accY,accZ\n${Array.from({ length: 40 }, (_, i) => `${i * 10},${i / 8},${-i},9.81`).join('\n')}\n`,
  `time_us;x;y;z;label\n${Array.from({ length: 30 }, (_, i) => `${i * 10_400 + (i % 3) * 200};0,${i};1,5;-2,25;${i < 12 ? 'idle' : i < 20 ? '' : 'wave'}`).join('\n')}\n`,
  Array.from({ length: 25 }, (_, i) => `${i} ${i + 1} ${-i}`).join('\n'),
  `date,audio\n${Array.from({ length: 20 }, (_, i) => `2026-01-30 08:00:00.${String(i * 10).padStart(3, '0')},"${i}"`).join('\r\n')}\r\n`,
  '1\n2\n3\n',
];

const head = { ver: 'v1', alg: 'HS256', iat: 1_760_000_000 };
const DOCUMENTS = [
  {
    protected: head,
    signature: '0'.repeat(64),
    payload: {
      device_name: 'ac:87:a3:0a:2d:1b', device_type: 'DISCO-L475VG-IOT01A', interval_ms: 10,
      sensors: ['accX', 'accY', 'accZ'].map((name) => ({ name, units: 'm/s2' })),
      values: Array.from({ length: 12 }, (_, i) => [-9.81, i / 3, 1e-3]),
    },
  },
  {
    protected: { ...head, alg: 'none' },
    signature: '',
    payload: {
      interval_ms: 0.125, sensors: [{ name: 'audio', units: 'wav' }], values: Array.from({ length: 40 }, (_, i) => i * 800 - 16000),
      structured_labels: [{ startIndex: 0, endIndex: 9, label: 'noise' }, { startIndex: 10, endIndex: 39, label: 'yes' }],
    },
  },
];

function makeCbors(): Items {
  const attached = { ...DOCUMENTS[1], payload: { ...DOCUMENTS[1].payload, values: ['Ref-BINARY-i16 '], structured_labels: undefined } };
  return [...DOCUMENTS.map((document) => encode(document)), Buffer.concat([encode(attached), Buffer.from(Int16Array.from({ length: 40 }, (_, i) => i * 9).buffer)])];
}

/** One small model of each operator. */
function makeModels(): Items {
  const random = seededRandom(5);
  return [...FAMILIES, ...CLOSE_FAMILIES].map(({ name, draw }) => writeFlatbuffer(draw(random), name)).filter(({ length }) => length < 20_000);
}

const LABELS = [
  'file,label,speaker,split\na.wav,yes,anna,training\nsub/b.wav,no,ben,testing\n',
  'path;label;start;end\na.wav;yes;0;10\na.wav;no;11;20\nsub/b.wav;yes;0;5\n',
  JSON.stringify({ 'a.wav': 'yes', 'sub/b.wav': 'no' }),
  JSON.stringify({ version: 1, type: 'structured-labels', structuredLabels: { 'a.wav': [{ startIndex: 0, endIndex: 9, label: 'a' }, { startIndex: 4, endIndex: 20, label: 'b' }] } }),
  JSON.stringify({
    version: 1,
    files: [
      { path: 'a.wav', name: 'a', category: 'training', label: { type: 'label', label: 'yes' }, metadata: { speaker: 'anna' } },
      { path: 'sub/b.wav', category: 'testing', label: { type: 'multi-label', labels: [{ startIndex: 0, endIndex: 3, label: 'no' }] } },
      { path: 'c.wav', label: { type: 'keyvalue-labels', labels: { room: 'kitchen' } } },
      { path: 'd.wav', label: { type: 'unlabeled' } },
    ],
  }),
  '{"__ndjson":true,"version":1}\n{"__key":"files","__item":{"path":"a.wav","label":{"type":"label","label":"yes"}}}\n',
];

const TREES = {
  apiVersion: 'impulse-trees/v1', source: 'sample', task: 'classes', classes: ['a', 'b'], features: 3, link: 'softmax', base: [0, 0.5],
  trees: [
    { feature: [0, 2], threshold: [0.5, -1], left: [1, -1], right: [-3, -2], leaves: [[1, 0], [0, 1], [0.25, 0.75]] },
    { feature: [], threshold: [], left: [], right: [], leaves: [[0.1, 0.2]] },
  ],
};

function makeMatrices(folder: string): Items {
  return [[4], [1, 3]].map((row) => {
    const path = join(folder, 'matrix.npy');
    const matrix = createFeatureMatrix(path, ...row);
    matrix.append(Float32Array.from({ length: 12 }, (_, i) => i));
    matrix.close();
    const bytes = readFileSync(path);
    rmSync(path);
    return bytes;
  });
}
