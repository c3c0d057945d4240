import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeSampleWorkspace, SAMPLE_MANIFEST } from '../../test/sample-workspace';
import { makeFolder } from '../../test/temp-folder';
import { assetRoot } from '../paths';
import { readManifest } from './read-manifest';

const container = { contract: 'edge-impulse' };
const edge = { kind: 'dsp', title: 'Edge', description: 'A DSP block in a container.', container, parameters: { type: 'object', properties: {} } };
const workspace = makeSampleWorkspace({
  'blocks/dsp/edge/block.json': { id: 'edge', ...edge },
  'blocks/dsp/edge-twin/block.json': { id: 'edge-twin', sources: ['edge_twin.cpp'], ...edge },
});
const folder = join(workspace, 'impulses/sample');
afterAll(() => rmSync(workspace, { recursive: true }));

const read = (text: string) => readManifest(folder, { text });

describe('readManifest', () => {
  it('fills every default of the smallest manifest', () => {
    expect(readManifest(folder)).toEqual({
      name: 'sample',
      dataset: {
        sources: [{ path: 'data/**/*.wav', params: {}, label: { kind: 'dir' } }],
        split: { validation: 0.2, test: 0.2, seed: 1 },
      },
      input: { windowMs: 1000, strideMs: 1000, frequencyHz: 16000, axes: ['audio'] },
      dsp: [
        {
          name: 'bands',
          block: 'sample-bands',
          folder: join(workspace, 'blocks/dsp/sample-bands'),
          params: { frameLength: 32, bands: 32, window: 'hann' },
        },
      ],
      learn: [
        {
          name: 'words',
          block: 'sample-net',
          folder: join(workspace, 'blocks/learn/sample-net'),
          params: { epochs: 30, augment: { shift: 0 } },
          input: ['bands'],
        },
      ],
      targets: [{ id: 'sample-m4', folder: join(workspace, 'targets/sample-m4'), budget: {}, optimize: 'balanced' }],
      budget: {},
      deploy: [{ name: 'cpp-library', block: 'cpp-library', folder: join(assetRoot, 'blocks/deploy/cpp-library'), params: {} }],
      runner: { steps: {} },
    });
  });

  it('keeps apart what a learn block is told and what is done for it', () => {
    const [use] = read(SAMPLE_MANIFEST.replace('block: sample-net', 'block: sample-net, classes: [yes, no], normalise: standard, epochs: 3')).learn;
    expect(use).toMatchObject({ classes: ['yes', 'no'], normalise: 'standard', input: ['bands'], params: { epochs: 3, augment: { shift: 0 } } });
  });

  it('takes a deploy block by its name or with its parameters, and names each use apart', () => {
    const own = { 'own/pack/parameters.json': { version: 1, type: 'deploy', info: { name: 'Pack' }, parameters: [{ name: 'Board', param: 'board', type: 'string', value: 'nano' }] } };
    const home = makeSampleWorkspace(own);
    const { deploy } = readManifest(join(home, 'impulses/sample'), { text: `${SAMPLE_MANIFEST}deploy: [../../own/pack, cpp-library, { block: own/pack/, board: uno }]\n` });
    const use = { block: 'own/pack', folder: join(home, 'own/pack'), container: expect.objectContaining({ contract: 'edge-impulse' }) };
    expect(deploy).toEqual([{ ...use, name: 'pack', params: { board: 'nano' } }, expect.objectContaining({ name: 'cpp-library' }), { ...use, name: 'pack-2', params: { board: 'uno' } }]);
    expect(read(`${SAMPLE_MANIFEST}deploy: []\n`).deploy).toEqual([]);
    rmSync(home, { recursive: true });
  });

  it('follows anchors and merge keys, and gives each place its own units', () => {
    const { dsp, targets } = read(
      SAMPLE_MANIFEST.replace('dsp:\n', 'dsp:\n  base: &base { block: sample-bands, frameLength: 32 ms, bands: 8 }\n')
        .replace('  bands: { block', '  bands: { <<: *base, block')
        .replace('[sample-m4]', '\n  - { id: sample-m4, budget: &b { ram: <= 64 kB } }\n  - { id: sample-m0, budget: *b }'),
    );
    expect(dsp.map(({ params }) => params)).toEqual([
      { frameLength: 32, bands: 8, window: 'hann' },
      { frameLength: 32, bands: 8, window: 'hann' },
    ]);
    expect(targets.map(({ budget }) => budget)).toEqual([{ ramBytes: 64000 }, { ramBytes: 64000 }]);
  });

  it('lets the budget of a target overrule the common one, figure by figure', () => {
    const manifest = read(
      `${SAMPLE_MANIFEST.replace('[sample-m4]', '[sample-m4, { id: sample-m0, budget: { latency: <= 0.3 s } }]')}budget: { accuracy: ">= 92 %", f1: ">= 90 %", auc: ">= 99.5 %", latency: <= 100 ms, flash: <= 256 KiB }\n`,
    );
    expect(manifest.targets[0].budget).toEqual({ accuracy: 0.92, f1: 0.9, auc: 0.995, latencyMs: 100, flashBytes: 262144 });
    expect(manifest.targets[1].budget).toEqual({ accuracy: 0.92, f1: 0.9, auc: 0.995, latencyMs: 300, flashBytes: 262144 });
  });

  it('lets the goal of a target overrule the common one, and is balanced where nothing is said', () => {
    const targets = '[sample-m4, { id: sample-m0, optimize: flash }]';
    const goals = (text: string) => read(text.replace('[sample-m4]', targets)).targets.map(({ optimize }) => optimize);
    expect(goals(`${SAMPLE_MANIFEST}optimize: speed\n`)).toEqual(['speed', 'flash']);
    expect(goals(SAMPLE_MANIFEST)).toEqual(['balanced', 'flash']);
  });

  it.each([
    ['label: "{dir}"', { kind: 'dir' }],
    ['label: "{label}_{speaker}.wav"', { kind: 'pattern', pattern: '{label}_{speaker}.wav' }],
    ['pattern: "{label}_{speaker}_{n}.wav"', { kind: 'pattern', pattern: '{label}_{speaker}_{n}.wav' }],
    ['labels: labels.csv', { kind: 'file', path: 'labels.csv' }],
    ['label: noise', { kind: 'fixed', label: 'noise' }],
    ['label: unlabelled', { kind: 'unlabelled' }],
    ['label: "{recording}"', { kind: 'recording' }],
  ])('reads the short form %s', (written, label) => {
    expect(read(SAMPLE_MANIFEST.replace('label: "{dir}"', written)).dataset.sources[0].label).toEqual(label);
  });

  it('keeps a pattern without {label} as metadata beside another label rule', () => {
    const text = SAMPLE_MANIFEST.replace('label: "{dir}"', 'label: "{dir}"\n      pattern: "{speaker}_nohash_{n}.wav"');
    const { sources } = read(text.replace('input:', '  split: { groupBy: speaker }\ninput:')).dataset;
    expect(sources[0]).toMatchObject({ label: { kind: 'dir' }, pattern: '{speaker}_nohash_{n}.wav' });
  });

  it('resolves a synthetic block with its own parameters, labelled by the recording', () => {
    const { sources } = read(SAMPLE_MANIFEST.replace('path: data/**/*.wav\n      label: "{dir}"', 'block: sample-tones')).dataset;
    expect(sources[0]).toEqual({
      block: 'sample-tones',
      folder: join(workspace, 'blocks/synthetic/sample-tones'),
      params: { count: 10 },
      label: { kind: 'recording' },
    });
  });

  it.each(['../../blocks/dsp/sample-bands', 'blocks/dsp/sample-bands'])('finds a block by the path %s', (path) => {
    const [use] = read(SAMPLE_MANIFEST.replace('block: sample-bands', `block: ${path}`)).dsp;
    expect(use).toMatchObject({ block: 'blocks/dsp/sample-bands', folder: join(workspace, 'blocks/dsp/sample-bands') });
  });

  it('takes the name of a use as its block where none is given', () => {
    expect(read(SAMPLE_MANIFEST.replace('bands: { block: sample-bands,', 'sample-bands: {')).dsp[0].block).toBe('sample-bands');
  });

  it('takes the container of a DSP block where the block has no C++ of its own', () => {
    const dspOf = (block: string) => read(SAMPLE_MANIFEST.replace('sample-bands, frameLength: 0.032 s', block)).dsp[0];
    expect(dspOf('edge').container).toMatchObject({ contract: 'edge-impulse', port: 4446, network: false, environment: [] });
    expect(dspOf('edge-twin')).not.toHaveProperty('container');
  });

  it('reads a file as editors on Windows write it', () => {
    expect(read(`\uFEFF${SAMPLE_MANIFEST.replaceAll('\n', '\r\n')}`)).toEqual(read(SAMPLE_MANIFEST));
  });

  it.each([['Latin-1', 'latin1', 10], ['UTF-16', 'utf16le', 19]] as const)('refuses a file in %s, and says where', (_, encoding, column) => {
    const other = makeFolder({ 'impulse.yaml': Buffer.from('name: caf\u00e9 # \u00ff\n', encoding) });
    const unreadable = expect.objectContaining({ code: 'IMP_MANIFEST_UNREADABLE', span: expect.objectContaining({ line: 1, column }) });
    expect(() => readManifest(other)).toThrow(expect.objectContaining({ errors: [unreadable] }));
  });

  it('refuses a folder that is called impulse.yaml', () => {
    const other = makeFolder({ 'impulse.yaml/x': '' });
    expect(() => readManifest(other)).toThrow(/impulse\.yaml cannot be read: EISDIR/);
  });

  it('lists the files that parameters name', () => {
    const [use] = read(SAMPLE_MANIFEST.replace('{ block: sample-net }', '{ block: sample-file, path: x.tflite }')).learn;
    expect(use).toMatchObject({ params: { path: 'x.tflite' }, files: ['x.tflite'] });
  });
});
