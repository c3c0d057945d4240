import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { StepPlan, StepRow } from '../graph/step-plan';
import { engineFolder } from '../learn/setup/engine-folder';
import { makeFolder } from '../../test/temp-folder';
import { STEPS } from '.';

/** What a step's tools are asked by, in an environment of nothing but these programs, each of which prints its version. */
function tell(step: string, programs: Record<string, string>, environment: Record<string, string> = {}): string {
  const row = STEPS.find(({ name }) => name === step)!;
  const folder = makeFolder();
  symlinkSync('/bin/cat', join(folder, 'cat'));
  for (const [name, version] of Object.entries(programs)) writeFileSync(join(folder, name), `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  const command = row.toolsCommand!({ folders: { 'block:speech': '/speech' } } as unknown as StepPlan)!;
  const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8', env: { PATH: folder, HOME: folder, ...environment } });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

it('stands beside every step that asks for tools', () => {
  const asking = ({ tools, toolsCommand }: StepRow): boolean[] => [tools !== undefined, toolsCommand !== undefined];
  expect(STEPS.filter((row) => asking(row)[0] !== asking(row)[1])).toEqual([]);
});

it('tells another version, a missing program and another compiler apart', () => {
  const all = { 'g++': 'g 12', 'clang++': 'clang 14', 'arm-none-eabi-gcc': 'arm 12', 'qemu-system-arm': 'qemu 7' };
  const { 'g++': _, ...withoutGcc } = all;
  const told = [
    tell('estimate', all),
    ...Object.keys(withoutGcc).slice(1).map((name) => tell('estimate', { ...all, [name]: 'another' })),
    tell('estimate', withoutGcc),
    tell('estimate', {}),
    tell('estimate', all, { CXX: 'clang++' }),
  ];
  expect(told[0]).toBe('g 12\narm 12\nqemu 7\n');
  expect(new Set(told).size).toBe(told.length - 1);
  expect(tell('estimate', all, { CXX: 'clang++' })).toBe(tell('estimate', withoutGcc));
  expect(tell('ingest', { 'espeak-ng': 'speaks 1' })).toBe('speaks 1\n');
  expect(tell('ingest', {})).toBe('');
});

it('reads the training engine where the step looks for it', () => {
  for (const [variable, below] of [['NX_IMPULSE_TRAINING', '.'], ['NX_IMPULSE_CACHE', 'training'], ['XDG_CACHE_HOME', 'nx-impulse/training'], ['HOME', '.cache/nx-impulse/training']]) {
    const root = makeFolder();
    const engine = join(root, below!, engineFolder().split('/').at(-1)!);
    expect(tell('train', {}, { [variable!]: root })).toBe('');
    mkdirSync(engine, { recursive: true });
    writeFileSync(join(engine, 'engine.json'), '{"tensorflow":"2"}');
    expect(tell('train', {}, { [variable!]: root })).toBe('{"tensorflow":"2"}');
  }
});
