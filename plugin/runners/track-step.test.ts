import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { birthOf } from '../files/process-facts';
import { readLog } from './read-log';
import { trackStep } from './track-step';
import { listLogged, listRunning, logPath, readRunning, runningPath, stepsNamed, type TrackedStep } from './tracked-steps';

beforeEach(() => void vi.stubEnv('NX_IMPULSE_CACHE', join(makeFolder(), 'cache')));
afterEach(() => void vi.unstubAllEnvs());

const step = (key: string, id: string, impulse = 'kws') => ({ key, impulse, id, engine: 'local' });

async function linesOf(key: string): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of readLog(logPath(key), () => false)) lines.push(line);
  return lines;
}

describe('a step at work', () => {
  it('is seen with what works and who waits for it, until it ends; its log stays', async () => {
    const track = trackStep(step('aaaa1', 'train--words'));
    track.working('container nx-impulse-aaaa1');
    track.line('epoch 1');
    track.line('zwei ☃');
    expect(listRunning()).toMatchObject([{ key: 'aaaa1', id: 'train--words', worker: 'container nx-impulse-aaaa1', runner: { pid: process.pid } }]);
    expect(await linesOf('aaaa1')).toEqual(['epoch 1', 'zwei ☃']);
    track.end();
    expect(listRunning()).toEqual([]);
    expect(listLogged().map(({ id }) => id)).toEqual(['train--words']);
  });

  it.each([['is not there any more', 4194303, '1'], ['has its number from another one', process.pid, '1']])('whose runner %s is forgotten', (_, pid, birth) => {
    trackStep(step('aaaa1', 'train')).end();
    const lost: TrackedStep = { ...listLogged()[0]!, runner: { pid, birth } };
    trackStep(step('aaaa1', 'train'));
    writeFileSync(runningPath('aaaa1'), JSON.stringify(lost));
    expect(readRunning('aaaa1')).toBeUndefined();
    expect(existsSync(runningPath('aaaa1'))).toBe(false);
  });

  it('that prints without end fills no disk', async () => {
    const track = trackStep(step('aaaa1', 'train'));
    for (let i = 0; i < 2000; i++) track.line('x'.repeat(10_000));
    track.end();
    expect(statSync(logPath('aaaa1')).size).toBeLessThan(9e6);
    expect((await linesOf('aaaa1')).at(-1)).toMatch(/not kept/);
  });

  it('is followed to its last line', async () => {
    const track = trackStep(step('aaaa1', 'train'));
    track.line('first');
    const seen: string[] = [];
    for await (const line of readLog(logPath('aaaa1'), () => readRunning('aaaa1') !== undefined)) {
      seen.push(line);
      if (line !== 'first') continue;
      track.line('second');
      track.end();
    }
    expect(seen).toEqual(['first', 'second']);
  });
});

it('steps are named by plan, step, impulse and key', () => {
  for (const [key, id, impulse] of [['aaaa1', 'train--words', 'kws'], ['bbbb2', 'train--outlier', 'kws'], ['bbcc3', 'split', 'kws'], ['dddd4', 'split', 'tones']] as const) {
    trackStep(step(key, id, impulse)).end();
  }
  const named = (word: string): string[] => stepsNamed(word, listLogged()).map(({ key }) => key).sort();
  expect(named('train--words')).toEqual(['aaaa1']);
  expect(named('train')).toEqual(['aaaa1', 'bbbb2']);
  expect(named('kws:train')).toEqual(['aaaa1', 'bbbb2']);
  expect(named('split')).toEqual(['bbcc3', 'dddd4']);
  expect(named('tones:split')).toEqual(['dddd4']);
  expect(named('bbcc')).toEqual(['bbcc3']);
  expect(named('bb')).toEqual([]);
});

it('the birth of a process is its own, and that of none is not known', () => {
  expect(birthOf(process.pid)).toBe(readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)!.split(' ')[19]);
  expect(birthOf(process.pid)).not.toBe(birthOf(1));
  const ended = Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
  expect(birthOf(ended)).toBeUndefined();
});
