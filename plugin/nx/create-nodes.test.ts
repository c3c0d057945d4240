import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CreateNodesResult, ProjectConfiguration } from '@nx/devkit';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { createDependencies } from './create-dependencies';
import { createNodes } from './create-nodes';

const manifest = (name: string, change: (text: string) => string = (text) => text): string =>
  change(`name: ${name}
dataset:
  sources: [{ path: "data/**/*.wav", label: "{dir}" }]
input: { window: 1000 ms, stride: 500 ms, frequency: 16 kHz, axes: [audio] }
dsp:
  mfcc: { block: mfcc }
learn:
  words: { block: dense-classifier }
targets: [rp2040, cortex-m3]
`);

type Nodes = { projects: Record<string, ProjectConfiguration>; externalNodes: NonNullable<CreateNodesResult['externalNodes']> };

async function infer(workspaceRoot: string, files: string[]): Promise<Nodes> {
  const results = await createNodes[1](files, undefined, { workspaceRoot, nxJsonConfiguration: {} });
  return {
    projects: Object.assign({}, ...results.map(([, { projects }]) => projects)),
    externalNodes: Object.assign({}, ...results.map(([, { externalNodes }]) => externalNodes)),
  };
}

describe('createNodes', () => {
  it('leaves steps of blocks in containers to the run cache, and depends on their folders', async () => {
    const block = { version: 1, type: 'machine-learning', info: {}, parameters: [] };
    const files = { 'kws/impulse.yaml': manifest('kws', (text) => text.replace('dense-classifier', '../theirs')), 'theirs/parameters.json': JSON.stringify(block) };
    const { targets } = (await infer(makeFolder({ 'nx.json': '{}', ...files }), ['kws/impulse.yaml'])).projects['kws']!;
    expect(targets!['train--words']).toMatchObject({ cache: false });
    expect(targets!['train--words']!.inputs).toContainEqual({ fileset: '{workspaceRoot}/theirs/**/*', includeIgnored: true });
    expect(targets!['quantize--words']).toMatchObject({ cache: true });
  });

  it('leaves what a bucket holds to the run cache, and what follows to Nx', async () => {
    const files = { 'kws/impulse.yaml': manifest('kws', (text) => text.replace('data/**/*.wav', 's3://bucket/data/**/*.wav')) };
    const { targets } = (await infer(makeFolder({ 'nx.json': '{}', ...files }), ['kws/impulse.yaml'])).projects['kws']!;
    expect(targets!['fetch--bucket']).toMatchObject({ cache: false });
    expect(targets!['ingest']).toMatchObject({ cache: true, dependsOn: ['fetch--bucket'] });
    expect(targets!['ingest']!.inputs).toContainEqual({ dependentTasksOutputFiles: '**/.impulse/*/artefact.json' });
    expect(JSON.stringify(targets!['ingest']!.inputs)).not.toContain('s3:');
  });

  it('makes a task of each step, one for all plans of a step, and validate', async () => {
    const root = makeFolder({ 'kws/impulse.yaml': manifest('kws') });
    const { targets } = (await infer(root, ['kws/impulse.yaml'])).projects['kws']!;
    expect(Object.keys(targets!)).toEqual([
      'ingest', 'split', 'features--mfcc', 'train--words', 'quantize--words', 'evaluate', 'compile--rp2040', 'compile--cortex-m3',
      'estimate--rp2040', 'estimate--cortex-m3', 'deploy--rp2040', 'deploy--cortex-m3', 'report',
      'features', 'train', 'quantize', 'compile', 'estimate', 'deploy', 'validate',
    ]);
    expect(targets!['estimate']).toMatchObject({ executor: 'nx:noop', dependsOn: ['estimate--rp2040', 'estimate--cortex-m3'] });
    expect(targets!['train--words']).toMatchObject({ executor: 'nx-impulse:heavy-step', cache: true, dependsOn: ['features--mfcc', 'split'] });
  });

  it('keeps a task with containers out of batches, and lets it see the block and the models that it gives to it', async () => {
    const block = { id: 'pack', kind: 'deploy', title: 'Pack', description: 'Packs.', container: {}, parameters: { type: 'object', properties: {} } };
    const root = makeFolder({ 'kws/impulse.yaml': manifest('kws', (text) => `${text}deploy: [libs/pack]\n`), 'libs/pack/block.json': JSON.stringify(block) });
    const { targets } = (await infer(root, ['kws/impulse.yaml'])).projects['kws']!;
    expect(targets!['compile--rp2040']!.executor).toBe('nx-impulse:step');
    expect(targets!['deploy--rp2040']).toMatchObject({ executor: 'nx-impulse:heavy-step', dependsOn: ['compile--rp2040', 'train--words', 'quantize--words'] });
    expect(targets!['deploy--rp2040']!.inputs).toContainEqual({ fileset: '{workspaceRoot}/libs/pack/**/*', includeIgnored: true });
  });

  it('describes every task and says how to learn more', async () => {
    const root = makeFolder({ 'kws/impulse.yaml': manifest('kws') });
    const { targets } = (await infer(root, ['kws/impulse.yaml'])).projects['kws']!;
    for (const target of Object.values(targets!)) {
      expect(target.metadata?.description).toMatch(/\.$/);
      expect(target.metadata?.help?.command).toContain('kws');
    }
  });

  it('gives Nx digests and metrics to keep, and what people open', async () => {
    const root = makeFolder({ 'kws/impulse.yaml': manifest('kws', (text) => `${text}deploy: [cpp-library]\n`) });
    const { targets } = (await infer(root, ['kws/impulse.yaml'])).projects['kws']!;
    const opened: Record<string, string[]> = { report: ['report.html', 'report.md', 'report.json'], 'deploy--rp2040': ['*.zip'], 'deploy--cortex-m3': ['*.zip'] };
    for (const [id, { outputs }] of Object.entries(targets!).filter(([, target]) => target.outputs)) {
      expect(outputs).toEqual(['artefact.json', 'metrics.json', ...(opened[id] ?? [])].map((file) => `{projectRoot}/.impulse/${id}/${file}`));
    }
  });

  it('changes the node of a section, and no task, when the section changes', async () => {
    const inferOne = (text: string): Promise<Nodes> => infer(makeFolder({ 'kws/impulse.yaml': text }), ['kws/impulse.yaml']);
    const a = await inferOne(manifest('kws'));
    const b = await inferOne(manifest('kws', (text) => text.replace('block: dense-classifier', 'block: dense-classifier, epochs: 7')));
    expect(b.projects).toEqual(a.projects);
    const changed = Object.keys(a.externalNodes).filter((name) => a.externalNodes[name]!.data.hash !== b.externalNodes[name]!.data.hash);
    expect(changed).toEqual(['train--words', 'quantize--words', 'evaluate', 'compile--rp2040', 'compile--cortex-m3', 'report'].map((id) => `impulse:kws:${id}`));
  });

  it('gives a broken manifest a validate task, under its name, and leaves the others alone', async () => {
    const root = makeFolder({ 'bad/impulse.yaml': manifest('broken', (text) => text.replace('mfcc }', 'mfc }')), 'good/impulse.yaml': manifest('good') });
    const { projects } = await infer(root, ['bad/impulse.yaml', 'good/impulse.yaml']);
    expect(projects['bad']).toMatchObject({ name: 'broken', metadata: { description: expect.stringContaining('IMP_') } });
    expect(Object.keys(projects['bad']!.targets!)).toEqual(['validate']);
    expect(Object.keys(projects['good']!.targets!)).toContain('report');
  });

  it.each(['', 'name: [', '\u0000', '- a\n- b', 'name: 7'])('survives the manifest %j', async (text) => {
    const root = makeFolder({ 'odd/impulse.yaml': text });
    expect(Object.keys((await infer(root, ['odd/impulse.yaml'])).projects['odd']!.targets!)).toEqual(['validate']);
  });

  it('names the second of two equal names by its folder, with nothing but validate', async () => {
    const root = makeFolder({ 'one/kws/impulse.yaml': manifest('kws'), 'two/kws/impulse.yaml': manifest('kws') });
    const { projects } = await infer(root, ['two/kws/impulse.yaml', 'one/kws/impulse.yaml']);
    expect(Object.values(projects).map(({ name }) => name)).toEqual(['kws', 'two-kws']);
    expect(Object.keys(projects['two/kws']!.targets!)).toEqual(['validate']);
    expect(projects['two/kws']!.metadata!.description).toContain('IMP_PROJECT_DUPLICATE');
  });

  it.each([
    ['packages/lib/package.json', 'a member of the workspaces'],
    ['tools/package.json', 'beside a project.json'],
    ['apps/kws/project.json', 'named by its folder'],
    ['package.json', 'the root, with an nx section'],
  ])('leaves a name to the project of %s (%s)', async (file) => {
    const root = makeFolder({
      'package.json': JSON.stringify({ name: file === 'package.json' ? 'kws' : 'house', nx: {}, workspaces: ['packages/*'] }),
      'tools/project.json': '{}',
      [file === 'package.json' ? 'x/package.json' : file]: JSON.stringify(file.endsWith('project.json') ? {} : { name: 'kws' }),
      'imp/impulse.yaml': manifest('kws'),
    });
    const { projects } = await infer(root, ['imp/impulse.yaml', 'package.json', 'tools/project.json', file]);
    expect(Object.keys(projects)).toEqual(['imp']);
    expect(projects['imp']).toMatchObject({ name: 'imp', metadata: { description: expect.stringContaining(`taken by the project in ${dirname(file)}.`) } });
    expect(Object.keys(projects['imp']!.targets!)).toEqual(['validate']);
  });

  it('keeps a name that only a package outside of the workspaces has, or one in the same folder', async () => {
    const root = makeFolder({
      'package.json': JSON.stringify({ name: 'other', workspaces: ['packages/*', '!packages/old'] }),
      'imp/impulse.yaml': manifest('kws'),
      ...Object.fromEntries(['imp', 'templates/kws', 'packages/old'].map((folder) => [`${folder}/package.json`, '{ "name": "kws" }'])),
    });
    const { projects } = await infer(root, ['imp/impulse.yaml', 'imp/package.json', 'package.json', 'packages/old/package.json', 'templates/kws/package.json']);
    expect(Object.keys(projects['imp']!.targets!)).toContain('report');
  });

  it('lets Nx look at ignored recordings, and not answer for those outside of the workspace', async () => {
    const elsewhere = makeFolder({ 'x.wav': '' });
    const root = makeFolder({
      'in/impulse.yaml': manifest('in'),
      'out/impulse.yaml': manifest('out', (text) => text.replace('data/**', `${elsewhere}/**`)),
      'link/impulse.yaml': manifest('link'),
      'beside/impulse.yaml': manifest('beside', (text) => text.replace('data/**/*.wav', '*/*.{wav,csv}')),
    });
    mkdirSync(join(root, 'link/data'));
    symlinkSync(elsewhere, join(root, 'link/data/yes'));
    const { projects } = await infer(root, ['in/impulse.yaml', 'out/impulse.yaml', 'link/impulse.yaml', 'beside/impulse.yaml']);
    expect(projects['in']!.targets!['ingest']).toMatchObject({
      cache: true,
      inputs: expect.arrayContaining([{ fileset: '{workspaceRoot}/in/data/**/*', includeIgnored: true }]),
    });
    expect(projects['beside']!.targets!['ingest']!.inputs).toContainEqual({
      fileset: '{workspaceRoot}/beside/*/*.{[wW][aA][vV],[cC][sS][vV]}', includeIgnored: true,
    });
    expect([projects['out'], projects['link']].map((project) => project!.targets!['ingest']!.cache)).toEqual([false, false]);
  });
});

describe('createDependencies', () => {
  it('leads from an impulse to the projects of its blocks, targets and data', async () => {
    const root = makeFolder({
      'kws/impulse.yaml': manifest('kws', (text) => text.replace('data/**', '../voices/data/**').replace('[rp2040, cortex-m3]', '[boards/mine]')),
      'boards/mine/target.json': JSON.stringify({
        id: 'mine', title: 'Mine', core: 'cortex-m3',
        ...Object.fromEntries(['clockHz', 'flashBytes', 'ramBytes'].map((key) => [key, { value: 65536, source: 'data sheet' }])),
      }),
    });
    const roots: Record<string, string> = { kws: 'kws', boards: 'boards', voices: 'voices', house: '.' };
    const projects = Object.fromEntries(Object.entries(roots).map(([name, folder]) => [name, { root: folder, name }]));
    const context = { projects, workspaceRoot: root, nxJsonConfiguration: {}, externalNodes: {}, fileMap: { nonProjectFiles: [], projectFileMap: {} } };
    const edges = await createDependencies(undefined, { ...context, filesToProcess: context.fileMap });
    expect(edges).toEqual(['boards', 'voices'].map((target) => ({ source: 'kws', target, type: 'static', sourceFile: 'kws/impulse.yaml' })));
  });
});
