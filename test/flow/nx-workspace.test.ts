import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeForeignWorkspace, packPlugin, type ForeignWorkspace } from '../foreign-workspace';
import { makeWav } from '../make-wav';
import { metricsProblems } from '../metrics-problems';

let archive: string;
let workspace: ForeignWorkspace;

beforeAll(() => {
  archive = packPlugin();
  workspace = makeForeignWorkspace();
});

/** Edits a file of the workspace as a person would; the text must be there. */
function replaceIn(where: ForeignWorkspace, path: string, from: string, to: string): void {
  const text = readFileSync(join(where.root, path), 'utf8');
  expect(text).toContain(from);
  where.write(path, text.replace(from, to));
}

describe('the packed plugin', () => {
  it('carries compiled code and every asset, and neither sources nor tests', () => {
    const files = execFileSync('tar', ['tzf', archive], { encoding: 'utf8' }).split('\n').filter(Boolean).map((file) => file.slice('package/'.length));
    const needed = [
      'package.json', 'executors.json', 'generators.json', 'migrations.json', 'LICENSE',
      'dist/plugin/index.js', 'dist/plugin/index.d.ts', 'dist/plugin/cli.js', 'dist/plugin/nx/executor.js', 'dist/plugin/nx/executor.schema.json',
      'dist/schemas/impulse.schema.json', 'dist/blocks/dsp/mfcc/block.json', 'dist/blocks/dsp/mfcc/mfcc.cpp',
      'dist/sdk-cpp/include/impulse/block.h', 'dist/targets/rp2040/target.json',
      ...['init', 'impulse', 'block', 'target'].flatMap((name) => ['generator.js', 'schema.json'].map((file) => `dist/plugin/nx/generators/${name}/${file}`)),
    ];
    expect(needed.filter((file) => !files.includes(file))).toEqual([]);
    expect(files.filter((file) => (/\.ts$/.test(file) && !/\.d\.ts$/.test(file)) || /\.test\.|\.mjs$|node_modules|\.impulse/.test(file))).toEqual([]);
  });

  it('is added by nx add, makes an impulse of a folder of recordings, and runs it to its report', () => {
    for (const [path, wav] of recordings()) workspace.write(path, wav);
    workspace.nx('add', `nx-impulse@file:${archive}`);
    expect(readFileSync(join(workspace.root, '.gitignore'), 'utf8')).toContain('.impulse/');
    workspace.nx('g', 'nx-impulse:impulse', 'sounds', '--data=recordings', '--targets=cortex-m3');
    expect(readFileSync(join(workspace.root, 'sounds', 'impulse.yaml'), 'utf8')).toContain('{label}_{speaker}_{n}.wav');
    replaceIn(workspace, 'sounds/impulse.yaml', 'block: conv-classifier', 'block: dense-classifier'); // needs no training set up

    const first = workspace.nx('run', 'sounds:report');
    expect(first).toMatch(/^ +ran {6}train--classifier/m);
    expect(existsSync(join(workspace.root, 'sounds/.impulse/report/report.html'))).toBe(true);
    expect(first).toMatch(/int8 accuracy [\d.]+ % on the test side.*\n  split by speaker: train .*\n  cortex-m3 .* flash\n  report: sounds\/.impulse\/report\/report.html/);
    expect(readFileSync(join(workspace.root, 'sounds/.impulse/report/report.md'), 'utf8')).toContain('cortex-m3');

    const results = join(workspace.root, 'sounds/.impulse');
    for (const id of readdirSync(results)) {
      const metrics = JSON.parse(readFileSync(join(results, id, 'metrics.json'), 'utf8'));
      expect(metricsProblems(id.split('--')[0]!, metrics), id).toEqual([]);
      const sizes = readdirSync(join(results, id)).map((file) => statSync(join(results, id, file)).size);
      expect(sizes.reduce((sum, bytes) => sum + bytes), id).toBeLessThan(1_000_000);
    }

    const again = workspace.nx('run', 'sounds:report');
    expect(again).toMatch(/hit \(100%\)/);
  });

  it('runs nothing of an impulse again when another target is added', () => {
    const file = join(workspace.root, 'sounds', 'impulse.yaml');
    workspace.write('sounds/impulse.yaml', readFileSync(file, 'utf8').replace('[cortex-m3]', '[cortex-m3, rp2040]'));
    const output = workspace.nx('run', 'sounds:compile');
    expect([...output.matchAll(/^ +ran {6}(\S+)/gm)].map(([, id]) => id)).toEqual(['compile--rp2040']);
  });

  it('shows the errors of a broken manifest by its validate task, and goes on with the others', () => {
    workspace.write('broken/impulse.yaml', readFileSync(join(workspace.root, 'sounds/impulse.yaml'), 'utf8').replace('name: sounds', 'name: broken').replace('mfcc }', 'mfc }'));
    workspace.write('twin/impulse.yaml', readFileSync(join(workspace.root, 'sounds/impulse.yaml'), 'utf8').replaceAll('../recordings', 'data'));
    expect(workspace.nx('show', 'projects').split('\n')).toEqual(expect.arrayContaining(['broken', 'sounds', 'twin']));
    expect(() => workspace.nx('run', 'broken:validate')).toThrow(/did you mean/);
    expect(() => workspace.nx('run', 'twin:validate')).toThrow(/IMP_PROJECT_DUPLICATE/);
    expect(workspace.nx('run', 'sounds:validate')).toContain('is valid');
  });

  it('leaves a name that another project has to that project, and says so by the validate task', () => {
    workspace.write('app/project.json', JSON.stringify({ name: 'siren', targets: { greet: { command: 'echo hello' } } }));
    workspace.write('alarm/impulse.yaml', readFileSync(join(workspace.root, 'sounds/impulse.yaml'), 'utf8').replace('name: sounds', 'name: siren'));
    expect(workspace.nx('run', 'siren:greet')).toContain('hello');
    expect(() => workspace.nx('run', 'alarm:validate')).toThrow(/"siren" of alarm\/impulse.yaml is taken by the project in app/);
  });

  it('starts a target of one\'s own from the template', () => {
    workspace.nx('g', 'nx-impulse:target', 'boards/doorbell');
    expect(JSON.parse(readFileSync(join(workspace.root, 'boards/doorbell/target.json'), 'utf8'))).toMatchObject({ id: 'doorbell' });
    expect(() => workspace.nx('g', 'nx-impulse:target', 'boards/doorbell')).toThrow(/IMP_FOLDER_USED/);
  });

  it('starts a DSP block of one\'s own from the template, which works as it is', () => {
    workspace.nx('g', 'nx-impulse:block', 'blocks/loudness');
    const manifest = readFileSync(join(workspace.root, 'sounds/impulse.yaml'), 'utf8');
    workspace.write('own/impulse.yaml', manifest.replace('name: sounds', 'name: own').replace('block: mfcc', 'block: blocks/loudness'));
    expect(workspace.nx('run', 'own:features')).toMatch(/^ +ran {6}features--mfcc/m);
  });

  it('is affected by the blocks and targets that it uses, and by nothing else', () => {
    const manifest = readFileSync(join(workspace.root, 'own/impulse.yaml'), 'utf8').replace(/targets: .*/, 'targets: [boards/doorbell]');
    workspace.write('own/impulse.yaml', manifest);
    workspace.run('git', 'add', '--all');
    workspace.run('git', '-c', 'user.name=t', '-c', 'user.email=t@t', 'commit', '--quiet', '--message=all');
    const affectedBy = (path: string, text: string): string[] => {
      const before = existsSync(join(workspace.root, path)) ? readFileSync(join(workspace.root, path)) : '';
      workspace.write(path, `${before}${text}`);
      const projects = workspace.nx('show', 'projects', '--affected', '--base=HEAD').split('\n').filter(Boolean);
      workspace.write(path, before);
      return projects;
    };
    expect(affectedBy('boards/doorbell/target.json', '\n')).toEqual(['own']);
    expect(affectedBy('blocks/loudness/loudness.cpp', '// louder\n')).toEqual(['own']);
    expect(affectedBy('NOTES.md', 'nothing\n')).toEqual([]);
  });

  it('loads nothing heavy into the Nx daemon', () => {
    const script = `
      const { createNodes, createDependencies } = require('nx-impulse');
      const context = { workspaceRoot: process.cwd(), nxJsonConfiguration: {} };
      createNodes[1](['sounds/impulse.yaml'], undefined, context);
      createDependencies(undefined, { ...context, projects: { sounds: { root: 'sounds' } } });
      const packages = Object.keys(require.cache).map((file) => /node_modules\\/((?:@[^/]+\\/)?[^/]+)\\/(?!.*node_modules\\/)/.exec(file)?.[1]);
      console.log(JSON.stringify([...new Set(packages)].sort()));`;
    const packages = JSON.parse(workspace.run('node', '-e', script)) as string[];
    expect(packages).toEqual(['ajv', 'fast-deep-equal', 'nx-impulse', 'yaml']);
  });
});

/** Three kinds of sound by five people: enough to train on, quick to go through. */
function* recordings(): Generator<[path: string, wav: Buffer]> {
  let state = 1;
  const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647;
  for (const [label, hz] of [['low', 300], ['high', 1500], ['hiss', 0]] as const) {
    for (const speaker of ['anna', 'ben', 'cleo', 'dan', 'eva']) {
      for (let n = 0; n < 4; n++) {
        const own = hz * (0.9 + 0.2 * random());
        const values = Array.from({ length: 8000 }, (_, i) => Math.round(8000 * Math.sign(own) * Math.sin((2 * Math.PI * own * i) / 8000) + 4000 * (random() - 0.5)));
        yield [`recordings/${label}_${speaker}_${n}.wav`, makeWav(values, { hz: 8000 })];
      }
    }
  }
}
