import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../plugin/cli/index';
import { FORMATS } from '../../plugin/data/formats';
import { ALL_RECORDINGS } from '../../plugin/manifest/link-objects';
import { readBlock } from '../../plugin/manifest/read-block';
import { SETUPS } from '../../plugin/setup';
import { STEPS } from '../../plugin/steps';
import { readSchema, schemaValidator } from '../../schemas/validate';
import { listRepositoryFiles, readRepositoryFile, repositoryRoot } from './source-files';

const files = listRepositoryFiles();

/** Names below a folder that hold this file: `blocks/dsp/mfcc/block.json` gives mfcc. */
function membersOf(folder: string, file: string): string[] {
  const depth = folder.split('/').length;
  return files.filter((path) => path.startsWith(`${folder}/`) && path.endsWith(`/${file}`) && path.split('/').length === depth + 2).map((path) => path.split('/')[depth]);
}

const blockFiles = files.filter((file) => /^blocks\/.*\/block\.json$/.test(file));
const edgeImpulseBlocks = files.filter((file) => /^blocks\/.*\/parameters\.json$/.test(file)).map((file) => file.replace('/parameters.json', ''));
const targetIds = membersOf('targets', 'target.json');

it('the rooms are those of the table in the first README, each with a README of its own', () => {
  const rows = readRepositoryFile('README.md').split('\n').filter((line) => /^\| `\w+[/-]/.test(line));
  const told = rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([\w/-]+?)\/?`/g)].map(([, room]) => room!));
  const folders = new Set(files.filter((file) => file.includes('/') && !file.startsWith('.')).map((file) => file.split('/').slice(0, file.startsWith('plugin/') ? 2 : 1).join('/')));
  const rooms = [...folders].filter((folder) => !/\.\w+$/.test(folder));
  expect(told.sort()).toEqual([...rooms, 'plugin'].sort());
  expect(rooms.filter((room) => room !== 'examples' && !files.includes(`${room}/README.md`))).toEqual([]);
});

describe('the step table', () => {
  it('has one row per folder', () => {
    expect(STEPS.map(({ name }) => name).sort()).toEqual(membersOf('plugin/steps', 'index.ts').sort());
  });

  it('has each step in the README of the room', () => {
    const rows = readRepositoryFile('plugin/steps/README.md').split('\n').flatMap((line) => /^\| `(\w+)/.exec(line)?.[1] ?? []);
    expect(rows).toEqual(STEPS.map(({ name }) => name));
  });
});

describe('the commands', () => {
  it('are one file each, named like the command', () => {
    for (const { name } of COMMANDS) expect(existsSync(join(repositoryRoot, 'plugin/cli', `${name.replace(' ', '-')}.ts`)), name).toBe(true);
  });

  it('each have a summary and an example that names them', () => {
    expect(COMMANDS.filter(({ summary, examples }) => !summary.endsWith('.') || examples.length === 0)).toEqual([]);
    for (const { name, examples } of COMMANDS) for (const example of examples) expect(example).toContain(`nx-impulse ${name}`);
  });
});

describe('the set-ups', () => {
  it('are one file each', () => {
    expect(SETUPS.filter(({ name }) => !existsSync(join(repositoryRoot, 'plugin/setup', `${name}.ts`)))).toEqual([]);
  });
});

describe.each(blockFiles)('%s', (file) => {
  const folder = file.replace('/block.json', '');

  it('fits its schema, with defaults that its own parameters accept', () => {
    const block = readBlock(join(repositoryRoot, folder));
    if (Array.isArray(block)) expect(block.map(({ message }) => message)).toEqual([]);
    else expect(block.validate({}).filter(({ keyword }) => keyword !== 'required')).toEqual([]);
  });

  it('is named like its folder, and stands among its kind', () => {
    const { id, kind } = JSON.parse(readRepositoryFile(file));
    expect(folder.split('/').at(-1)).toBe(id);
    if (!/template|examples/.test(folder)) expect(folder).toBe(`blocks/${kind}/${id}`);
  });

  it('has a README', () => {
    expect(files).toContain(`${folder}/README.md`);
  });
});

describe.each(['dsp', 'learn'])('the %s blocks', (kind) => {
  const ids = membersOf(`blocks/${kind}`, 'block.json');

  it('have a row each in the table of their kind', () => {
    const rows = readRepositoryFile(`blocks/${kind}/README.md`).split('\n').flatMap((line) => /^\| [`[]([\w-]+)/.exec(line)?.[1] ?? []);
    expect(rows.filter((row) => row !== 'block').sort()).toEqual(ids.sort());
  });
});

it('the dsp blocks are all compared between host and emulated core', () => {
  const compared = readRepositoryFile('test/conformance/device-blocks.test.ts');
  expect(membersOf('blocks/dsp', 'block.json').filter((id) => !compared.includes(`['${id}', `))).toEqual([]);
});

it('the formats of recordings are told where people look for them', () => {
  const { description } = readSchema('impulse').$defs.source.properties.path;
  const room = readRepositoryFile('plugin/data/README.md');
  expect(FORMATS.filter(({ id }) => !room.includes(id))).toEqual([]);
  const error = /const known = '(.*)'/.exec(readRepositoryFile('plugin/manifest/link-sources.ts'))![1]!;
  const containers = /ingest reads ([^.]*)/.exec(readRepositoryFile('blocks/CONTAINERS.md'))![1]!;
  for (const told of [description, ALL_RECORDINGS, error, containers]) {
    const words = told.split(/\W+/);
    expect(FORMATS.filter(({ extensions }) => !extensions.some((extension) => words.includes(extension.slice(1)))), told).toEqual([]);
  }
  const fuzzed = readRepositoryFile('test/faults/fuzz.test.ts');
  expect(FORMATS.filter(({ id }) => !fuzzed.includes(`'${id}'`))).toEqual([]);
});

describe.each(edgeImpulseBlocks)('%s', (folder) => {
  it('is read as a block, as it is', () => {
    expect(readBlock(join(repositoryRoot, folder))).toMatchObject({ id: folder.split('/').at(-1), container: { contract: 'edge-impulse' } });
  });

  it('has a Dockerfile and a README', () => {
    expect(files).toEqual(expect.arrayContaining([`${folder}/Dockerfile`, `${folder}/README.md`]));
  });
});

describe.each(targetIds)('target %s', (id) => {
  it('fits its schema and is named like its folder', () => {
    const target = JSON.parse(readRepositoryFile(`targets/${id}/target.json`));
    expect(schemaValidator('target')(target)).toEqual([]);
    expect(target.id).toBe(id);
  });

  it('has a README that names its core and each of its figures with the source', () => {
    const readme = readRepositoryFile(`targets/${id}/README.md`);
    if (id === 'template') return expect(readme).toContain(`\`${'core'}\``);
    const { core, clockHz, flashBytes, ramBytes, waitStates, activePowerMicrowatts } = JSON.parse(readRepositoryFile(`targets/${id}/target.json`));
    const figures = [clockHz, flashBytes, ramBytes, waitStates, activePowerMicrowatts].filter((figure) => figure !== undefined);
    const missing = figures.filter(({ value, source }) => !readme.includes(value.toLocaleString('en-US')) || !readme.includes(source));
    expect(missing).toEqual([]);
    if (figures.length > 0) expect(readme).toContain(`(../cores/${core}/)`);
  });

  it('has a row in the table of targets, with its core', () => {
    const { core } = JSON.parse(readRepositoryFile(`targets/${id}/target.json`));
    if (id !== 'template') expect(readRepositoryFile('targets/README.md')).toContain(`| [${id}](${id}/) | ${core} |`);
  });
});

describe('the targets', () => {
  it('have no row in their table without a folder', () => {
    const rows = readRepositoryFile('targets/README.md').split('\n').flatMap((line) => /^\| \[([\w-]+)\]\(\1\/\)/.exec(line)?.[1] ?? []);
    expect(rows.sort()).toEqual(targetIds.filter((id) => id !== 'template').sort());
  });
});

describe.each(membersOf('targets/cores', 'core.json'))('core %s', (id) => {
  const core = JSON.parse(readRepositoryFile(`targets/cores/${id}/core.json`));

  it('is named like its folder, and some target has it', () => {
    expect(core.id).toBe(id);
    expect(targetIds.map((target) => JSON.parse(readRepositoryFile(`targets/${target}/target.json`)).core)).toContain(id);
  });

  it('has a README and, where it is emulated, memories and a table of cycles', () => {
    const needed = core.toolchain === 'arm-none-eabi' ? ['README.md', 'link.ld', 'cycles.json'] : ['README.md'];
    expect(files).toEqual(expect.arrayContaining(needed.map((name) => `targets/cores/${id}/${name}`)));
  });
});