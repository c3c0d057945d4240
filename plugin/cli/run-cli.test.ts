import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeSampleWorkspace } from '../../test/sample-workspace';
import { ImpulseError } from '../errors';
import type { Command, CommandInput } from './command';
import { COMMANDS } from './index';
import { runCli } from './run-cli';

const workspace = makeSampleWorkspace({ 'impulses/broken/impulse.yaml': 'name: 3\n' });
afterAll(() => rmSync(workspace, { recursive: true }));
const sample = join(workspace, 'impulses/sample');

async function run(argv: string[], commands?: readonly Command[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runCli(argv, { print: (line) => out.push(line), printError: (line) => err.push(line) }, commands);
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

let received: CommandInput | undefined;
const paint: Command = {
  name: 'setup paint',
  summary: 'Paints a wall.',
  arguments: [{ name: 'wall', help: 'Which wall.', required: true }],
  options: {
    colour: { type: 'string', value: 'name', short: 'c', help: 'Its colour.', default: 'white' },
    fast: { type: 'boolean', help: 'Paints fast.' },
    to: { type: 'string', help: 'Where to.', required: true },
  },
  examples: ['nx-impulse setup paint north --to here'],
  async run(input) {
    received = input;
    if (input.args[0] === 'roof') throw new ImpulseError('IMP_STEP_UNKNOWN', { step: 'roof', known: 'walls' });
  },
};

describe('runCli', () => {
  it('passes arguments, options and defaults to a command of two words', async () => {
    expect((await run(['setup', 'paint', 'north', '--to', 'here', '--fast'], [paint])).exitCode).toBe(0);
    expect(received).toMatchObject({ args: ['north'], options: { colour: 'white', fast: true, to: 'here' } });
  });

  it.each([
    [['setup', 'pant'], 'IMP_COMMAND_UNKNOWN', 'did you mean "setup paint"?'],
    [['seup'], 'IMP_COMMAND_UNKNOWN', 'Known: setup paint'],
    [['setup', 'paint', 'north', '--colr', 'red'], 'IMP_OPTION_UNKNOWN', 'did you mean "--colour"?'],
    [['--halp'], 'IMP_OPTION_UNKNOWN', 'nx-impulse --help'],
    [['setup', 'paint', 'north', '--to'], 'IMP_OPTION_VALUE', 'nx-impulse setup paint --help'],
    [['setup', 'paint', '--to', 'here'], 'IMP_ARGUMENT_MISSING', 'needs <wall>'],
    [['setup', 'paint', 'north'], 'IMP_ARGUMENT_MISSING', 'needs --to'],
    [['setup', 'paint', 'north', 'south', '--to', 'x'], 'IMP_ARGUMENT_EXTRA', '"south"'],
  ])('refuses %j with %s and exit code 2', async (argv, code, text) => {
    const { exitCode, err } = await run(argv, [paint]);
    expect(exitCode).toBe(2);
    expect(err).toContain(code);
    expect(err).toContain(text);
  });

  it('frames an error of the command itself and ends with 1, without a stack', async () => {
    const { exitCode, err } = await run(['setup', 'paint', 'roof', '--to', 'x'], [paint]);
    expect(exitCode).toBe(1);
    expect(err).toBe('IMP_STEP_UNKNOWN  Unknown step "roof".\n  fix: known steps: walls');
  });

  it('lists all commands without arguments, as an error of use, and with --help', async () => {
    const asked = await run(['--help']);
    expect(asked.exitCode).toBe(0);
    expect(asked.out.split('\n').filter((line) => line.startsWith('  '))).toHaveLength(COMMANDS.length);
    expect(await run([])).toMatchObject({ exitCode: 2, out: asked.out });
  });

  it('prints its version', async () => {
    expect((await run(['--version'])).out).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it.each([['block'], ['block', '--help'], ['setup', '-h']])('lists the commands of a family for %s %s', async (...argv) => {
    const { exitCode, out } = await run(argv);
    expect(exitCode).toBe(0);
    expect(out).toContain(`${argv[0]} `);
    expect(out).not.toContain('doctor');
  });

  it.each(COMMANDS)('has help with usage, options and an example for $name', async ({ name, options = {} }) => {
    const { exitCode, out } = await run([...name.split(' '), '--help']);
    expect(exitCode).toBe(0);
    expect(out).toContain(`Usage: nx-impulse ${name}`);
    for (const option of Object.keys(options)) expect(out).toContain(`--${option}`);
    expect(out).toMatch(/Examples?:\n {2}(npx )?nx-impulse /);
    expect((await run(['help', ...name.split(' ')])).out).toBe(out);
  });
});

describe('validate', () => {
  it('tells what a valid impulse is', async () => {
    const { exitCode, out } = await run(['validate', sample]);
    expect(exitCode).toBe(0);
    expect(out).toContain('sample is valid.');
    expect(out).toContain('1000 ms every 1000 ms at 16000 Hz of audio');
  });

  it('shows the errors of each broken manifest and ends with 1', async () => {
    const { exitCode, out } = await run(['validate', sample, join(workspace, 'impulses/broken'), join(workspace, 'nowhere')]);
    expect(exitCode).toBe(1);
    expect(out).toContain('sample is valid.');
    expect(out).toMatch(/IMP_VALUE_TYPE[^]*6 errors in/);
    expect(out).toContain('IMP_MANIFEST_MISSING');
  });
});

describe('explain', () => {
  it('shows the resolved manifest and every step with what it reads', async () => {
    const { exitCode, out } = await run(['explain', sample]);
    expect(exitCode).toBe(0);
    expect(out).toContain('params: { frameLength: 32,');
    expect(out).toMatch(/features--bands: would run \(never ran here\)\n.*\n {2}sections {2}.*dsp\.bands.*\n {2}reads {5}ingest/);
  });

  it('gives manifest and steps as JSON, only those that are asked for', async () => {
    const { out } = await run(['explain', sample, 'compile', '--json']);
    const { manifest, steps } = JSON.parse(out);
    expect(manifest.name).toBe('sample');
    expect(steps.map(({ plan }: { plan: { id: string } }) => plan.id)).toEqual(['compile--sample-m4']);
  });
});

describe('a wrong path', () => {
  const file = join(workspace, 'nx.json');
  it.each([
    [['compare', 'HEAD', workspace], 'IMP_MANIFEST_MISSING'],
    [['compile', workspace, '--out', 'x'], 'IMP_MODEL_MISSING'],
    [['schema', file], 'IMP_FOLDER_MISSING'],
    [['schema', workspace, '--out', join(file, 'x.json')], 'IMP_PATH_REFUSED'],
    [['explain', sample, 'paint'], 'IMP_PLAN_UNKNOWN'],
    [['gc', '--max=-5GB'], 'IMP_OPTION_VALUE'],
  ])('ends %j with %s in three lines at most', async (argv, code) => {
    const { exitCode, err } = await run(argv);
    expect(exitCode).toBe(1);
    expect(err).toContain(code);
    expect(err.split('\n').length).toBeLessThanOrEqual(3);
  });
});
