import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { compare } from '../../plugin/cli/compare';
import { TONE_MANIFEST, makeToneImpulse } from '../tone-impulse';

describe('nx-impulse compare', () => {
  const root = makeToneImpulse();
  const manifest = join(root, 'tones', 'impulse.yaml');
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@localhost', ...args], { cwd: root, encoding: 'utf8' });
  const run = async (...args: string[]) => {
    const lines: string[] = [];
    await compare.run({ args, options: {}, print: (line) => void lines.push(line) });
    return lines.join('\n');
  };
  beforeAll(() => {
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '-m', 'first');
  });

  test('an unchanged impulse shows each figure once, from data that git ignores', async () => {
    const text = await run('HEAD', manifest);
    expect(text).toContain('### tones');
    expect(text).toMatch(/int8 accuracy, test split: [\d.]+ % \(unchanged\)/);
    expect(text).not.toContain('→');
  });

  test('a wider input costs flash, and the table says how much', async () => {
    writeFileSync(manifest, TONE_MANIFEST.replace('coefficients: 6', 'coefficients: 12'));
    expect(await run('HEAD', manifest)).toMatch(/linux-x86-64 .* kB → \*\*[\d.]+ kB\*\* \(\+[\d.]+ %\)/);
  });

  test('leaves the repository as it was', async () => {
    expect(git('worktree', 'list').trim().split('\n')).toHaveLength(1);
    expect(git('status', '--porcelain').trim()).toBe('M tones/impulse.yaml');
    expect(readFileSync(manifest, 'utf8')).toContain('coefficients: 12');
  });

  test('a ref that git does not know is one clear error', async () => {
    await expect(run('no-such-branch', manifest)).rejects.toMatchObject({ code: 'IMP_GIT_REF' });
  });

  test('outside of a repository it says so', async () => {
    await expect(run('HEAD', join(makeToneImpulse(), 'tones'))).rejects.toMatchObject({ code: 'IMP_GIT_MISSING' });
  });
});
