import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeSampleWorkspace, SAMPLE_MANIFEST } from '../../test/sample-workspace';
import { ImpulseErrors } from '../errors';
import { frameErrors } from '../frame-errors';
import { readManifest } from './read-manifest';

const DEPLOY = {
  kind: 'deploy', title: 'Pack', description: 'Packs.',
  parameters: { type: 'object', properties: { board: { title: 'Board', description: 'A board.', type: 'string', default: 'nano' }, level: { title: 'Level', description: 'A level.', type: 'integer', default: 1, maximum: 9 } } },
};
const workspace = makeSampleWorkspace({
  'blocks/dsp/untitled/block.json': { id: 'untitled', kind: 'dsp', title: 'No texts', description: 'Its parameter lacks them.', parameters: { type: 'object', properties: { size: { type: 'integer' } } } },
  'blocks/dsp/not-json/block.json': '{ "id": ',
  'blocks/dsp/bad-schema/block.json': { id: 'bad-schema', kind: 'dsp', title: 'Bad', description: 'Not a schema.', parameters: { type: 'object', properties: { size: { title: 'Size', description: 'Size.', type: 'whole' } } } },
  'own/pack/block.json': { ...DEPLOY, id: 'pack', container: {} },
  'own/bare/block.json': { ...DEPLOY, id: 'bare' },
  'blocks/dsp/edge/parameters.json': { version: 1, type: 'dsp', info: {}, parameters: [{ name: 'Kind', param: 'kind', type: 'select', value: 'low', valid: ['low', 'none'] }, { name: 'Order', param: 'order', type: 'int', value: 6, showIf: { parameter: 'kind', operator: 'neq', value: 'none' } }, { name: 'Key', param: 'API_KEY', type: 'secret', optional: true }, { name: 'From', param: 'from', type: 'bucket', value: '' }] },
  'own/merge/parameters.json': [],
  'own/merge/merge.py': 'parser.add_argument("--in-directory")',
  'own/fetch/parameters.json': [],
  'own/fetch/fetch.py': 'parser.add_argument("--out-directory")',
});
const folder = join(workspace, 'impulses/sample');
const file = join(folder, 'impulse.yaml');
afterAll(() => rmSync(workspace, { recursive: true }));

/** `CODE line:column length "text that is marked"` of every error, and the frames. */
function errorsOf(text: string): { found: string[]; framed: string } {
  try {
    readManifest(folder, { text });
  } catch (error) {
    if (!(error instanceof ImpulseErrors)) throw error;
    const lines = text.split('\n');
    const found = error.errors.map(({ code, span }) => {
      if (!span) return code;
      if (span.file !== file) return `${code} ${span.file.slice(workspace.length + 1)}`;
      return `${code} ${span.line}:${span.column} ${lines[span.line - 1].slice(span.column - 1, span.column - 1 + span.length)}`;
    });
    return { found, framed: frameErrors(error, { [file]: text }) };
  }
  return { found: [], framed: '' };
}

/** The sample manifest with one piece replaced, or text added to its end. */
function edit(from: string, to: string): string {
  if (from !== '' && !SAMPLE_MANIFEST.includes(from)) throw new Error(`the sample has no ${from}`);
  return from === '' ? SAMPLE_MANIFEST + to : SAMPLE_MANIFEST.replace(from, to);
}

/** The sample manifest with csv files and such options of theirs. */
function csv(options: string): string {
  return edit('data/**/*.wav\n      label: "{dir}"', `data/*.csv\n      csv: { ${options} }`);
}

describe('errors of the text', () => {
  it.each([
    ['a tab', edit('  bands: {', '\tbands: {'), 'IMP_YAML_TAB 8:1 \t', 'indent with spaces'],
    ['a duplicate key', edit('', 'name: again\n'), 'IMP_YAML_KEY_DUPLICATE 12:1 name', 'keep one'],
    ['a duplicate key in braces', edit('frameLength: 0.032 s', 'bands: 3, bands: 4'), 'IMP_YAML_KEY_DUPLICATE 8:43 bands', 'keep one'],
    ['a list nested without end', edit('', `x: ${'['.repeat(5000)}\n`), 'IMP_YAML_SYNTAX 12:104 [', 'correct the YAML at this place'],
    ['an unquoted >=', edit('', 'budget:\n  accuracy: >= 92 %\n'), 'IMP_YAML_COMPARISON_UNQUOTED 13:13 >= 92 %', 'quote it: ">= 92 %"'],
    ['an unquoted >= in braces', edit('', 'budget: { accuracy: >= 92 %, ram: <= 1 kB }\n'), 'IMP_YAML_COMPARISON_UNQUOTED 12:21 >= 92 %', 'quote it: ">= 92 %"'],
    ['an unquoted > that folds', edit('', 'budget:\n  accuracy: >92 %\n  ram: <= 1 kB\n'), 'IMP_YAML_COMPARISON_UNQUOTED 13:13 >92 %', 'quote it: ">92 %"'],
    ['an unquoted pattern', edit('label: "{dir}"', 'pattern: {label}_{n}.wav'), 'IMP_YAML_TEXT_UNQUOTED 5:16 {label}_{n}.wav', 'quote it: "{label}_{n}.wav"'],
    ['an unquoted placeholder', edit('"{dir}"', '{dir}'), 'IMP_YAML_TEXT_UNQUOTED 5:14 {dir}', 'quote it: "{dir}"'],
    ['an unknown alias', edit('[sample-m4]', '*boards'), 'IMP_YAML_ALIAS_UNKNOWN 11:10 *boards', '&boards'],
    ['a merge of no map', edit('bands: {', 'bands: { <<: 3,'), 'IMP_YAML_MERGE 8:12 <<', '<<: *name'],
    ['a second document', edit('', '---\nname: two\n'), 'IMP_YAML_DOCUMENTS 12:1 ---', 'remove the line'],
    ['an open bracket', edit('[sample-m4]', '[sample-m4'), 'IMP_YAML_SYNTAX 12:1 ', 'correct the YAML'],
    ['no map', '- name: x\n', 'IMP_MANIFEST_EMPTY 1:1 -', 'name: my-impulse'],
    ['nothing', '# only a comment\n', 'IMP_MANIFEST_EMPTY 1:1 #', 'name: my-impulse'],
    ['one empty line', '\n', 'IMP_MANIFEST_EMPTY 1:1 ', 'name: my-impulse'],
    ['an unquoted glob', edit('data/**/*.wav', '**/*.wav'), 'IMP_YAML_TEXT_UNQUOTED 4:13 **/*.wav', 'quote it: "**/*.wav"'],
    ['an alias inside of its anchor', edit('bands: {', 'bands: &all { x: *all,'), 'IMP_YAML_ALIAS_EXPLOSION 8:20 *all', '*all stands inside of &all'],
    ['an open brace', edit('0.032 s }', '0.032 s'), 'IMP_YAML_SYNTAX 9:1 l', 'needs its }'],
    ['an open quote', edit('"{dir}"', '"{dir}'), 'IMP_YAML_SYNTAX 5:14 "', 'never closed'],
    ['a tag that nobody knows', edit('name: sample', 'name: !mine sample'), 'IMP_YAML_SYNTAX 1:7 !mine', 'Unresolved tag: !mine'],
    ['exploding aliases', explosion(), 'IMP_YAML_ALIAS_EXPLOSION 1:1 a', 'fewer aliases'],
  ])('points at %s', (_, text, expected, fix) => {
    const { found, framed } = errorsOf(text);
    expect(found).toEqual([expected]);
    expect(framed).toContain(fix);
  });

  it('goes on after a duplicate key', () => {
    expect(errorsOf(edit('name: sample', 'name: sample\nname: again\ninputt: 3')).found).toEqual([
      'IMP_YAML_KEY_DUPLICATE 2:1 name',
      'IMP_KEY_UNKNOWN 3:1 inputt',
    ]);
  });

  it('says where it looked for a manifest that is not there', () => {
    expect(() => readManifest(join(workspace, 'nowhere'))).toThrow(/IMP_MANIFEST_MISSING.*nowhere/);
  });
});

describe('errors against the schema', () => {
  it.each([
    ['an unknown key', edit('targets:', 'target:'), ['IMP_KEY_MISSING 1:1 name: sample', 'IMP_KEY_UNKNOWN 11:1 target'], 'did you mean "targets"?'],
    ['a missing key', edit(', frequency: 16 kHz', ''), ['IMP_KEY_MISSING 6:1 input'], 'add frequency: 16 kHz'],
    ['another version', edit('', 'apiVersion: impulse/v9\n'), ['IMP_VALUE_UNKNOWN 12:13 impulse/v9'], 'did you mean "impulse/v1"?'],
    ['a map in place of text', edit('name: sample', 'name: [sample]'), ['IMP_VALUE_TYPE 1:7 [sample]'], 'a list of 1, but must be text, such as mfcc'],
    ['a number in place of a list', edit('[sample-m4]', '3'), ['IMP_VALUE_TYPE 11:10 3'], 'must be a list'],
    ['nothing in place of a map', edit('  bands: { block: sample-bands, frameLength: 0.032 s }', '  sample-bands:'), ['IMP_VALUE_TYPE 8:3 sample-bands'], 'is nothing, but must be a map'],
    ['a name that cannot be one', edit('name: sample', 'name: My Impulse_2'), ['IMP_NAME_INVALID 1:7 My Impulse_2'], 'write my-impulse-2'],
    ['a block name that cannot be one', edit('  bands:', '  myBands:'), ['IMP_NAME_INVALID 8:3 myBands'], 'write my-bands'],
    ['an empty list', edit('[sample-m4]', '[]'), ['IMP_LIST_EMPTY 11:10 []'], 'name at least one'],
    ['an item given twice', edit('frequency: 16 kHz', 'frequency: 16 kHz, axes: [x, y, x]'), ['IMP_ITEM_DUPLICATE 6:59 x'], '"x" stands twice in "axes"'],
    ['a number without unit', edit('1000 ms', '1000'), ['IMP_UNIT_MISSING 6:18 1000'], 'write "1000 ms"; units: us, ms, s, min, h'],
    ['a text without unit', edit('1000 ms', '"1000"'), ['IMP_UNIT_MISSING 6:18 "1000"'], 'write "1000 ms"'],
    ['a unit of something else', edit('1000 ms', '16 kHz'), ['IMP_UNIT_MISMATCH 6:18 16 kHz'], 'write it in us, ms, s, min, h, such as "1000 ms"'],
    ['a unit in the wrong case', edit('16 kHz', '16 khz'), ['IMP_UNIT_UNKNOWN 6:38 16 khz'], 'did you mean "kHz"?'],
    ['no quantity at all', edit('1000 ms', 'long'), ['IMP_QUANTITY_INVALID 6:18 long'], 'write "1000 ms"'],
    ['a value out of range', edit('1000 ms', '-1 s'), ['IMP_VALUE_RANGE 6:18 -1 s'], 'more than 0 ms'],
    ['a budget of nothing for a target', edit('targets: [sample-m4]', 'targets: [{ id: sample-m4, budget: }]'), ['IMP_VALUE_TYPE 11:28 budget'], 'a map'],
    ['a share above 100 %', edit('', 'budget: { accuracy: ">= 920 %" }\n'), ['IMP_VALUE_RANGE 12:21 ">= 920 %"'], 'at most 100 %'],
    ['a limit without comparison', edit('', 'budget: { ram: 64 kB }\n'), ['IMP_COMPARISON_WRONG 12:16 64 kB'], 'write "<= 64 kB"'],
    ['a limit the wrong way round', edit('', 'budget: { accuracy: <= 92 % }\n'), ['IMP_COMPARISON_WRONG 12:21 <= 92 %'], 'write ">= 92 %"'],
    ['tuning', edit('', 'tune: { trials: 200 }\n'), ['IMP_PART_NOT_BUILT 12:1 tune'], '"tune" is not built yet'],
    ['calibration', edit('', 'postprocess: { block: sample-decision, calibrate: true }\n'), ['IMP_PART_NOT_BUILT 12:40 calibrate'], '"calibrate" is not built yet'],
    ['the kubernetes runner', edit('', 'runner: kubernetes\n'), ['IMP_PART_NOT_BUILT 12:9 kubernetes'], 'there is: local, docker'],
    ['an unknown runner', edit('', 'runner: dcoker\n'), ['IMP_VALUE_UNKNOWN 12:9 dcoker'], 'did you mean "docker"?'],
    ['a runner for a step that there is not', edit('', 'runner: { engine: docker, steps: { trian: local } }\n'), ['IMP_VALUE_UNKNOWN 12:36 trian'], 'did you mean "train"?'],
    ['memory for a runner without unit', edit('', 'runner: { memory: 64000000 }\n'), ['IMP_UNIT_MISSING 12:19 64000000'], 'write "64000000 B"'],
    ['a key that no runner has', edit('', 'runner: { engin: docker }\n'), ['IMP_KEY_UNKNOWN 12:11 engin'], 'did you mean "engine"?'],
  ])('points at %s', (_, text, expected, fix) => {
    const { found, framed } = errorsOf(text);
    expect(found).toEqual(expected);
    expect(framed).toContain(fix);
  });
});

describe('errors of links', () => {
  it.each([
    ['an unknown reader option', edit('label: "{dir}"', 'onBrken: refuse'), ['IMP_KEY_UNKNOWN 5:7 onBrken'], 'did you mean "onBroken"?'],
    ['an unknown block', edit('block: sample-bands', 'block: sample-band'), ['IMP_BLOCK_UNKNOWN 8:19 sample-band'], 'did you mean "sample-bands"?'],
    ['an unknown block without "block:"', edit('bands: { block: sample-bands,', 'mfc: {'), ['IMP_BLOCK_UNKNOWN 8:8 { frameLength: 0.032 s }'], 'Unknown dsp block "mfc"'],
    ['a block of another kind', edit('sample-net', '../../blocks/dsp/sample-bands'), ['IMP_BLOCK_KIND 10:19 ../../blocks/dsp/sample-bands'], 'is a dsp block, but a learn block is needed here'],
    ['a block that comes later', edit('sample-net', 'image-classifier'), ['IMP_PART_NOT_BUILT 10:19 image-classifier'], '"image-classifier" is not built yet'],
    ['an eim', edit('', 'deploy: [cpp-library, eim]\n'), ['IMP_PART_NOT_BUILT 12:23 eim'], 'there is: cpp-library'],
    ['an arduino library', edit('', 'deploy: [arduino]\n'), ['IMP_PART_NOT_BUILT 12:10 arduino'], '"arduino" is not built yet'],
    ['an unknown deploy format', edit('', 'deploy: [cpp-libary]\n'), ['IMP_BLOCK_UNKNOWN 12:10 cpp-libary'], 'did you mean "cpp-library"?'],
    ['a number as a deploy format', edit('', 'deploy: [3]\n'), ['IMP_VALUE_TYPE 12:10 3'], 'must be text or a map (key: value), such as cpp-library'],
    ['a deploy block with a parameter that it does not have', edit('', 'deploy: [{ block: ../../own/pack, bord: x }]\n'), ['IMP_KEY_UNKNOWN 12:35 bord'], 'did you mean "board"?'],
    ['a deploy block with a parameter out of range', edit('', 'deploy: [cpp-library, { block: own/pack, level: 11 }]\n'), ['IMP_VALUE_RANGE 12:49 11'], 'at most 9'],
    ['a deploy block of another kind', edit('', 'deploy: [../../blocks/dsp/edge]\n'), ['IMP_BLOCK_KIND 12:10 ../../blocks/dsp/edge'], 'is a dsp block, but a deploy block is needed here'],
    ['a deploy block without a container', edit('', 'deploy: [own/bare]\n'), ['IMP_BLOCK_NO_CONTAINER 12:10 own/bare'], 'add "container": {} to its block.json'],
    ['a parameter of a format that has none', edit('', 'deploy: [{ block: cpp-library, board: x }]\n'), ['IMP_KEY_UNKNOWN 12:32 board'], 'Known'],
    ['an unknown parameter', edit('frameLength:', 'frameLenght:'), ['IMP_KEY_UNKNOWN 8:33 frameLenght'], 'did you mean "frameLength"?'],
    ['a parameter with a wrong unit', edit('0.032 s', '32 kB'), ['IMP_UNIT_MISMATCH 8:46 32 kB'], 'write it in us, ms'],
    ['a parameter out of range', edit('0.032 s', '2 s'), ['IMP_VALUE_RANGE 8:46 2 s'], 'at most 1000 ms'],
    ['a parameter inside a parameter', edit('{ block: sample-net }', '{ block: sample-net, augment: { shft: 1 ms } }'), ['IMP_KEY_UNKNOWN 10:42 shft'], 'did you mean "shift"?'],
    ['a parameter that its schema refuses', edit('sample-net }', 'sample-file, path: x.bin }'), ['IMP_VALUE_INVALID 10:38 x.bin'], 'correct "x.bin"'],
    ['a transform of recordings that are made', edit('path: data/**/*.wav', 'block: sample-tones\n      transform: [../none]'), ['IMP_SOURCE_MADE 4:7 block: sample-tones', 'IMP_BLOCK_UNKNOWN 5:19 ../none'], 'belong to files'],
    ['a parameter that another one makes idle', edit('sample-bands, frameLength: 0.032 s', 'edge, kind: none, order: 3'), ['IMP_PARAMETER_IDLE 8:37 order'], 'counts only where "kind" is not none'],
    ['a parameter that no other one makes idle', edit('sample-bands, frameLength: 0.032 s', 'edge, order: 3'), [], ''],
    ['a secret that is written out', edit('sample-bands, frameLength: 0.032 s', 'edge, API_KEY: hunter2'), ['IMP_SECRET_WRITTEN 8:34 hunter2'], 'API_KEY: *******'],
    ['a secret of the environment', edit('sample-bands, frameLength: 0.032 s', 'edge, API_KEY: "env:API_KEY"'), [], ''],
    ['a bucket', edit('sample-bands, frameLength: 0.032 s', 'edge, from: recordings'), ['IMP_PARAMETER_STORE 8:31 recordings'], 'names a bucket of Edge Impulse'],
    ['a transform that takes no files', edit('label: "{dir}"', 'label: "{dir}"\n      transform: [own/fetch]'), ['IMP_BLOCK_STANDALONE 6:19 own/fetch'], 'write it as "block: own/fetch"'],
    ['a source of a transform that takes files', edit('path: data/**/*.wav', 'block: own/merge'), ['IMP_BLOCK_NEEDS_FILES 4:14 own/merge'], 'below "transform"'],
    ['a key of signatures that is written out', edit('label: "{dir}"', 'label: "{dir}"\n      hmacKey: 0a1b'), ['IMP_SECRET_WRITTEN 6:16 0a1b'], 'write "env:HMAC_KEY"'],
    ['a missing parameter', edit('sample-net', 'sample-file'), ['IMP_KEY_MISSING 10:3 words'], '"words" needs "path"'],
    ['an input on a DSP block', edit('frameLength: 0.032 s', 'input: [x]'), ['IMP_KEY_UNKNOWN 8:33 input'], 'frameLength, bands, window'],
    ['a share as a number', edit('', 'budget: { accuracy: 92 }\n'), ['IMP_UNIT_MISSING 12:21 92'], 'write ">= 92 %"'],
    ['a share as a fraction', edit('', 'budget: { accuracy: 0.92 }\n'), ['IMP_UNIT_MISSING 12:21 0.92'], 'write ">= 92 %"'],
    ['a name of a mile', edit('name: sample', `name: ${'m'.repeat(65)}`), [`IMP_VALUE_INVALID 1:7 ${'m'.repeat(65)}`], '64 characters at most'],
    ['a name that is a number', edit('  bands: {', '  3: {'), ['IMP_NAME_INVALID 8:3 3'], 'write my-3'],
    ['a folder without a block', edit('block: sample-bands', 'block: ../none'), ['IMP_BLOCK_UNKNOWN 8:19 ../none'], 'no block.json (or parameters.json) in that folder'],
    ['a folder without a target', edit('sample-m4', './none'), ['IMP_TARGET_UNKNOWN 11:11 ./none'], 'no target.json in that folder'],
    ['an unknown target', edit('sample-m4', 'sampel-m4'), ['IMP_TARGET_UNKNOWN 11:11 sampel-m4'], 'did you mean "sample-m4"?'],
    ['a target named twice', edit('[sample-m4]', '[sample-m4, { id: ../../targets/sample-m4 }]'), ['IMP_TARGET_DUPLICATE 11:28 ../../targets/sample-m4'], 'number 1 of the list already'],
    ['an unknown input', edit('block: sample-net', 'block: sample-net, input: [band]'), ['IMP_INPUT_UNKNOWN 10:39 band'], 'did you mean "bands"?'],
    ['an unknown axis', edit('frameLength: 0.032 s', 'axes: [accX]'), ['IMP_AXIS_UNKNOWN 8:40 accX'], 'Known: audio'],
    ['a source of nothing', edit('path: data/**/*.wav\n      ', ''), ['IMP_SOURCE_KIND 4:7 label: "{dir}"'], 'this one has neither'],
    ['a source of two things', edit('label: "{dir}"', 'block: sample-tones'), ['IMP_SOURCE_KIND 4:7 path: data/**/*.wav'], 'this one has both'],
    ['two label rules', edit('label: "{dir}"', 'label: "{dir}"\n      labels: labels.csv'), ['IMP_LABEL_CONFLICT 6:7 labels'], '"label" and "labels" both say'],
    ['an unknown placeholder', edit('"{dir}"', '"{folder}"'), ['IMP_LABEL_PLACEHOLDER 5:14 "{folder}"'], 'write "{dir}"'],
    ['a pattern of touching fields', edit('label: "{dir}"', 'pattern: "{label}{n}.wav"'), ['IMP_PATTERN_INVALID 5:16 "{label}{n}.wav"'], 'nothing between them'],
    ['a pattern with one brace', edit('label: "{dir}"', 'pattern: "{label}_{n.wav"'), ['IMP_PATTERN_INVALID 5:16 "{label}_{n.wav"'], 'without its partner'],
    ['a pattern with a field twice', edit('label: "{dir}"', 'pattern: "{label}_{label}.wav"'), ['IMP_PATTERN_INVALID 5:16 "{label}_{label}.wav"'], 'names a field twice'],
    ['a label with a field twice', edit('label: "{dir}"', 'label: "{label}_{label}.wav"'), ['IMP_PATTERN_INVALID 5:14 "{label}_{label}.wav"'], 'names a field twice'],
    ['a pattern without fields', edit('label: "{dir}"', 'pattern: "x.wav"'), ['IMP_PATTERN_INVALID 5:16 "x.wav"'], 'names no field'],
    ['a group that nothing names', edit('label: "{dir}"', 'pattern: "{label}_{speaker}.wav"\n  split: { groupBy: speeker }'), ['IMP_GROUP_UNKNOWN 6:21 speeker'], 'did you mean "speaker"?'],
    ['held groups without groupBy', edit('label: "{dir}"', 'label: "{dir}"\n  split: { hold: [ann] }'), ['IMP_HOLD_UNGROUPED 6:12 hold'], 'add groupBy'],
    ['nothing left for training', edit('label: "{dir}"', 'label: "{dir}"\n  split: { validation: 50 %, test: 50 % }'), ['IMP_SPLIT_FULL 6:3 split'], 'less than 100 %'],
    ['a window shorter than a sample', edit('1000 ms', '10 us'), ['IMP_WINDOW_SHORT 6:18 10 us'], 'less than one sample at 16000 Hz'],
    ['a sign for two things', csv('delimiter: ",", decimal: ","'), ['IMP_CSV_CONFLICT 5:14 delimiter'], 'one sign cannot be both'],
    ['a unit of times that are written', csv('timestampUnit: s, timestampFormat: HH:mm:ss'), ['IMP_CSV_CONFLICT 5:14 timestampUnit'], 'written in a format'],
    ['a unit of no times', csv('timestampUnit: s, timestamp: none'), ['IMP_CSV_CONFLICT 5:14 timestampUnit'], 'there are no times'],
    ['a rate beside times', csv('timestamp: t, frequency: 50 Hz'), ['IMP_CSV_CONFLICT 5:28 frequency'], 'the times say the rate'],
    ['labels that are times', csv('timestamp: t, labelColumn: t'), ['IMP_CSV_CONFLICT 5:28 labelColumn'], 'cannot be both'],
    ['a format of times without hours', csv('timestampFormat: DD.MM.YYYY'), ['IMP_CSV_TIME_FORMAT 5:31 DD.MM.YYYY'], 'names no hour'],
    ['two columns of one new name', csv('rename: { a: x, b: x }'), ['IMP_ITEM_DUPLICATE 5:27 x', 'IMP_ITEM_DUPLICATE 5:33 x'], 'remove one'],
    ['another name for no column', csv('columns: [a, b], rename: { c: x }'), ['IMP_CSV_CONFLICT 5:41 c'], '"columns" names no c'],
    ['a decimal sign that is none', csv('decimal: ";"'), ['IMP_VALUE_UNKNOWN 5:23 ";"'], 'Known: ., ,'],
    ['a label beside a label column', csv('labelColumn: what }\n      label: "{dir}" #'), ['IMP_LABEL_CONFLICT 6:7 label'], '"csv.labelColumn" and "label"'],
    ['csv options of wav files', edit('label: "{dir}"', 'csv: { skip: 1 }'), ['IMP_PARAMETER_IDLE 5:7 csv'], 'names files of .csv, .tsv, .txt, .parquet'],
    ['csv options of files that a block makes of wav', edit('label: "{dir}"', 'csv: { skip: 1 }\n      transform: [../none]'), ['IMP_BLOCK_UNKNOWN 6:19 ../none'], 'no block.json'],
    ['more channels than axes', edit('label: "{dir}"', 'channels: [1, 2]'), ['IMP_CHANNELS_COUNT 5:17 [1, 2]'], 'one channel for each'],
    ['a window beside an image', edit('window: 1000 ms, frequency: 16 kHz', 'image: { width: 8, height: 8 }, window: 1 s'), ['IMP_INPUT_MIXED 6:42 window'], 'leave it out'],
    ['axes beside an image', edit('window: 1000 ms, frequency: 16 kHz', 'image: { width: 8, height: 8 }, axes: [r]'), ['IMP_INPUT_MIXED 6:42 axes'], 'leave it out'],
    ['a stream of images', edit('window: 1000 ms, frequency: 16 kHz', 'image: { width: 8, height: 8 }, streaming: true'), ['IMP_INPUT_MIXED 6:42 streaming'], 'leave it out'],
    ['an image without a height', edit('window: 1000 ms, frequency: 16 kHz', 'image: { width: 8 }'), ['IMP_KEY_MISSING 6:10 image'], 'add height: 96'],
    ['neither a window nor an image', edit('window: 1000 ms, frequency: 16 kHz', 'axes: [x]'), ['IMP_KEY_MISSING 6:1 input', 'IMP_KEY_MISSING 6:1 input'], 'add window: 1000 ms'],
    ['boxes beside a label', edit('label: "{dir}"', 'label: "{dir}"\n      boxes: a.json'), ['IMP_LABEL_CONFLICT 6:7 boxes'], '"label" and "boxes" both say'],
    ['a resize of wav files', edit('label: "{dir}"', 'resize: squash'), ['IMP_PARAMETER_IDLE 5:7 resize'], 'names files of .png, .jpg, .jpeg'],
    ['channel 0', edit('label: "{dir}"', 'channels: [0]'), ['IMP_VALUE_RANGE 5:18 0'], 'at least 1'],
    ['a label that becomes a number', edit('label: "{dir}"', 'relabel: { up: 3 }'), ['IMP_VALUE_TYPE 5:22 3'], 'must be text or nothing'],
    ['a format that comes later', edit('*.wav', '*.mp3'), ['IMP_PART_NOT_BUILT 4:13 data/**/*.mp3'], 'wav, csv, parquet, json, cbor'],
    ['axes that no sensor has', edit('label: "{dir}"', 'sensors: { a: { file: "*.a.csv", axes: [audio] }, b: { file: "*.b.csv", axes: [y], csv: { timestamp: none, frequency: 100 Hz } } }'), ['IMP_SENSOR_AXES 5:7 sensors'], 'The sensors have the axes audio, y, but "input.axes" is audio.'],
    ['a sensor whose files have no name', edit('label: "{dir}"', 'sensors: { a: { file: a.csv, axes: [x] }, b: { file: "*.b.csv", axes: [audio] } }'), ['IMP_VALUE_INVALID 5:29 a.csv'], 'correct'],
    ['csv options of a sensor with wav files', edit('label: "{dir}"', 'sensors: { a: { file: "*.wav", axes: [audio], csv: { skip: 1 } }, b: { file: "*.b.csv", axes: [y] } }'), ['IMP_SENSOR_AXES 5:7 sensors', 'IMP_PARAMETER_IDLE 5:53 csv'], 'names files of .csv'],
    ['data of another scheme', edit('data/**/*.wav', 'gs://bucket/data'), ['IMP_PART_NOT_BUILT 4:13 gs://bucket/data'], '"gs://" is not built yet'],
    ['a password in an address of objects', edit('data/**/*.wav', 's3://me:word@bucket/data/*.wav'), ['IMP_S3_ADDRESS 4:13 s3://me:word@bucket/data/*.wav'], 'the environment holds the credentials'],
    ['labels in no bucket', edit('label: "{dir}"', 'labels: s3://-/l.csv'), ['IMP_S3_ADDRESS 5:15 s3://-/l.csv'], '"-" is no name of a bucket'],
    ['a server for files', edit('label: "{dir}"', 's3: { region: eu-west-1 }'), ['IMP_PARAMETER_IDLE 5:7 s3'], 'path, labels or boxes begin with s3://'],
    ['a password in the address of a server', edit('label: "{dir}"', 's3: { endpoint: "https://me:word@minio" }'), ['IMP_VALUE_INVALID 5:23 "https://me:word@minio"'], 'endpoint'],
    ['a block that is not JSON', edit('block: sample-bands', 'block: not-json'), ['IMP_BLOCK_BROKEN'], 'cannot be read'],
    ['a block whose schema is none', edit('block: sample-bands', 'block: bad-schema'), ['IMP_BLOCK_BROKEN'], 'cannot be read'],
    ['a block without help texts', edit('block: sample-bands', 'block: untitled'), ['IMP_KEY_MISSING blocks/dsp/untitled/block.json', 'IMP_KEY_MISSING blocks/dsp/untitled/block.json'], '"size" needs "title"'],
  ])('points at %s', (_, text, expected, fix) => {
    const { found, framed } = errorsOf(text);
    expect(found).toEqual(expected);
    expect(framed).toContain(fix);
  });

  it('collects everything and sorts it by position', () => {
    const text = edit('1000 ms', '1000').replace('frameLength', 'frame').replace('[sample-m4]', '[rp2041]').replace('name: sample', 'name: sample\ntuning: 3');
    expect(errorsOf(text).found).toEqual([
      'IMP_KEY_UNKNOWN 2:1 tuning',
      'IMP_UNIT_MISSING 7:18 1000',
      'IMP_KEY_UNKNOWN 9:33 frame',
      'IMP_TARGET_UNKNOWN 12:11 rp2041',
    ]);
  });

  it('frames an error as line, carets and fix', () => {
    const { framed } = errorsOf(edit('frameLength', 'frameLenght'));
    expect(framed.replace(folder, '')).toBe(
      `/impulse.yaml:8:33  IMP_KEY_UNKNOWN  Unknown key "frameLenght".
  8 |   bands: { block: sample-bands, frameLenght: 0.032 s }
    |                                 ^^^^^^^^^^^
  fix: did you mean "frameLength"? Known: frameLength, bands, window`,
    );
  });
});

function explosion(): string {
  const levels = 'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join(', ')}]`);
  return ['a: &a [x, x, x, x, x, x, x, x, x]', ...levels].join('\n');
}
