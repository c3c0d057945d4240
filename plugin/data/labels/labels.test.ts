import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import type { LabelRule } from '../../manifest/manifest';
import type { Recording } from '../formats/format';
import { createLabeller } from './label-recording';
import { parseCsv } from './parse-csv';
import { toSpans } from './parse-label-document';
import { parsePattern } from './parse-pattern';

const recording: Recording = { axes: ['audio'], frequencyHz: 1, dtype: 'int16', values: new Int16Array(9), metadata: {} };
const labelOf = (rule: LabelRule, file: string, root = '/', carried = {}) =>
  createLabeller({ label: rule }, root)(file, { ...recording, ...carried });

const UP = { path: 'a.json', label: { type: 'multi-label', labels: [{ startIndex: 0, endIndex: 3, label: 'up' }] } };

describe('parsePattern', () => {
  it('takes named fields from the end of the path', () => {
    expect(parsePattern('{label}_{speaker}_{n}.wav').match('a/b/7_theo_12.wav')).toEqual({ label: '7', speaker: 'theo', n: '12' });
    expect(parsePattern('{label}/{word}_{speaker}_nohash_*.wav').match('d/_unknown_/bed_0ea_nohash_1.wav')).toEqual({
      label: '_unknown_',
      word: 'bed',
      speaker: '0ea',
    });
  });

  it('takes an ending in upper and lower case, and nothing else', () => {
    expect(parsePattern('{label}_{n}.wav').match('yes_1.WAV')).toEqual({ label: 'yes', n: '1' });
    expect(parsePattern('rec_{label}.wav').match('REC_yes.wav')).toBeUndefined();
  });

  it('takes dots and brackets as they are', () => {
    expect(parsePattern('{label}.(1).csv').match('idle.(1).csv')).toEqual({ label: 'idle' });
    expect(parsePattern('{label}.(1).csv').match('idle.11.csv')).toBeUndefined();
  });

  it('gives fields the shortest text and wildcards the longest, within their folder', () => {
    expect(parsePattern('{a}-*-{b}.wav').match('1-2-3-4-5.wav')).toEqual({ a: '1', b: '5' });
    expect(parsePattern('*/{a}.wav').match('deep/x/y.wav')).toEqual({ a: 'y' });
    expect(parsePattern('{a}*.wav').match('x/y.wav')).toEqual({ a: 'y' });
    expect(parsePattern('{a}{b}.wav').match('\u{1f4a5}.wav')).toBeUndefined();
    expect(parsePattern('{a}/{b}.wav').match('x.wav')).toBeUndefined();
  });

  it('bears patterns for which a regular expression goes back for years', () => {
    const name = `${'a_'.repeat(2000)}.csv`;
    expect(parsePattern(`${Array.from({ length: 40 }, (_, i) => `{f${i}}_*`).join('')}.wav`).match(name)).toBeUndefined();
    expect(parsePattern(`${'*_'.repeat(40)}{label}.csv`).match(`${name.slice(0, -4)}x.csv`)).toEqual({ label: 'x' });
  });
});

describe('parseCsv', () => {
  it('reads quoted cells, doubled quotes and any line end', () => {
    expect(parseCsv('\ufefffile,label\r\n"a,b.wav","say ""hi"""\n\nc.wav, d \r')).toEqual([
      ['file', 'label'],
      ['a,b.wav', 'say "hi"'],
      ['c.wav', 'd'],
    ]);
    expect(parseCsv('a;;c', ';')).toEqual([['a', '', 'c']]);
  });
});

describe('createLabeller', () => {
  it('labels by folder, pattern, fixed text and not at all', () => {
    expect(labelOf({ kind: 'dir' }, 'data/yes/a.wav')).toEqual({ label: 'yes' });
    expect(labelOf({ kind: 'pattern', pattern: '{label}_{speaker}.wav' }, 'yes_ann.wav')).toEqual({
      label: 'yes',
      metadata: { speaker: 'ann' },
    });
    expect(labelOf({ kind: 'fixed', label: 'noise' }, 'a.wav')).toEqual({ label: 'noise' });
    expect(labelOf({ kind: 'unlabelled' }, 'a.wav')).toEqual({ label: null });
    expect(labelOf({ kind: 'recording' }, 'a.wav', '/', { label: 'idle' })).toEqual({ label: 'idle' });
  });

  it('adds the fields of a name pattern to a label from elsewhere', () => {
    const labeller = createLabeller({ label: { kind: 'dir' }, pattern: '{speaker}_{n}.wav' }, '/');
    expect(labeller('yes/ann_1.wav', recording)).toEqual({ label: 'yes', metadata: { speaker: 'ann', n: '1' } });
  });

  it('renames, merges and drops labels of recordings and stretches', () => {
    const relabel = { up: 'stairs', down: 'stairs', noise: null };
    const rename = (rule: LabelRule, file: string, carried = {}) => createLabeller({ label: rule, relabel }, '/')(file, { ...recording, ...carried });
    expect(rename({ kind: 'dir' }, 'up/a.wav')).toEqual({ label: 'stairs' });
    expect(rename({ kind: 'dir' }, 'noise/a.wav')).toEqual({ label: null });
    expect(rename({ kind: 'dir' }, 'toString/a.wav')).toEqual({ label: 'toString' });
    const spans = [['up', 0, 1], ['down', 2, 3], ['noise', 4, 5], ['up', 6, 7]].map(([label, start, end]) => ({ label, start, end }));
    expect(rename({ kind: 'recording' }, 'a.wav', { spans }).spans).toEqual([
      { start: 0, end: 3, label: 'stairs' },
      { start: 6, end: 7, label: 'stairs' },
    ]);
  });

  it.each<[string, LabelRule]>([
    ['stands in no folder', { kind: 'dir' }],
    ['does not match the pattern', { kind: 'pattern', pattern: '{label}_{n}.wav' }],
    ['carries no label', { kind: 'recording' }],
  ])('says that a file %s', (problem, rule) => {
    expect(() => labelOf(rule, 'a.wav')).toThrow(problem);
  });

  it('reads a csv of files and labels, with metadata and sides', () => {
    const root = makeFolder({ 'labels.csv': 'filename,class,speaker,split\na/x.wav,yes,ann,testing\ny.wav,no,bob,\n' });
    const rule: LabelRule = { kind: 'file', path: 'labels.csv' };
    expect(labelOf(rule, 'data/a/x.wav', root)).toEqual({ label: 'yes', metadata: { speaker: 'ann' }, use: 'test' });
    expect(labelOf(rule, 'data/b/y.wav', root)).toMatchObject({ label: 'no', metadata: { speaker: 'bob' } });
    expect(() => labelOf(rule, 'z.wav', root)).toThrow('no row');
  });

  it('reads labelled stretches from csv; metadata is what the rows of a recording agree on', () => {
    const root = makeFolder({ 'l.csv': 'recording,subject,activity,start_sample,end_sample,n\ne.csv,1,sit,0,9,1\ne.csv,1,walk,10,19,2\n' });
    expect(labelOf({ kind: 'file', path: 'l.csv' }, 'e.csv', root)).toEqual({
      label: null,
      spans: [
        { start: 0, end: 9, label: 'sit' },
        { start: 10, end: 19, label: 'walk' },
      ],
      metadata: { subject: '1' },
    });
  });

  it.each([
    [
      'structured labels',
      '{"version":1,"type":"structured-labels","structuredLabels":{"a.json":[{"startIndex":0,"endIndex":3,"label":"up"}]}}',
    ],
    [
      'info.labels',
      JSON.stringify({ version: 1, files: [UP] }),
    ],
    [
      'NDJSON',
      `{"__ndjson":true,"version":1}\n${JSON.stringify({ __key: 'files', __item: UP })}\n`,
    ],
  ])('reads spans from %s', (_, text) => {
    const labelling = labelOf({ kind: 'file', path: 'x.labels' }, 'data/a.json', makeFolder({ 'x.labels': text }));
    expect(labelling).toMatchObject({ label: null, spans: [{ start: 0, end: 3, label: 'up' }] });
  });

  it('reads labels, sides and metadata of info.labels and a plain map', () => {
    const files = [
      { path: 'a.json', category: 'testing', label: { type: 'label', label: 'idle' }, metadata: { phone: '1' } },
      { path: 'b.json', category: 'split', label: { type: 'unlabeled' } },
    ];
    const root = makeFolder({ 'info.labels': JSON.stringify({ version: 1, files }), 'map.json': '{"a.json":"up"}' });
    expect(labelOf({ kind: 'file', path: 'info.labels' }, 'a.json', root)).toMatchObject({
      label: 'idle',
      use: 'test',
      metadata: { phone: '1' },
    });
    expect(labelOf({ kind: 'file', path: 'info.labels' }, 'b.json', root).label).toBeNull();
    expect(labelOf({ kind: 'file', path: 'map.json' }, 'a.json', root)).toEqual({ label: 'up' });
  });

  it.each([
    ['is not there', undefined, 'does not exist'],
    ['is no JSON', '{"a":', 'no valid JSON'],
    ['has no such columns', 'x,y\n1,2\n', 'no file and label column'],
    ['is empty', 'file,label\n', 'lists no recording'],
    ['has a stretch that ends before it starts', 'file,label,start,end\na,b,5,2\n', 'line 2'],
    ['has a stretch that is none', '{"structuredLabels":{"a":[null]}}', '"a": null is no labelled stretch'],
    ['has no stretch at all', 'file,label,start,end\na,b\n', 'line 2: "" to ""'],
    ['has a file without a path', '{"files":[null]}', 'its file 0 has no path'],
    ['has a label that is none', '{"files":[{"path":"a","label":{"label":{}}}]}', 'a label that is none'],
    ['is nested without end', `{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`, 'nested deeper than 100 levels'],
    ['has a stretch without numbers', '{"structuredLabels":{"a":[{"startIndex":"0","endIndex":1,"label":"x"}]}}', 'no labelled stretch'],
  ])('refuses a labels file that %s', (_, text, problem) => {
    const root = makeFolder(text === undefined ? {} : { 'labels.txt': text });
    expect(() => createLabeller({ label: { kind: 'file', path: 'labels.txt' } }, root)).toThrow(problem);
  });
});

describe('toSpans', () => {
  it('lets the later label win and merges equal neighbours', () => {
    const label = (startIndex: number, endIndex: number, text: string) => ({ startIndex, endIndex, label: text });
    expect(toSpans('f', 'a', [label(0, 9, 'a'), label(4, 5, 'b'), label(10, 12, 'a')])).toEqual([
      { start: 0, end: 3, label: 'a' },
      { start: 4, end: 5, label: 'b' },
      { start: 6, end: 12, label: 'a' },
    ]);
  });
});
