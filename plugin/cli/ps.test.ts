import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { trackStep } from '../runners/track-step';
import { runCli } from './run-cli';

beforeEach(() => void vi.stubEnv('NX_IMPULSE_CACHE', join(makeFolder(), 'cache')));
afterEach(() => void vi.unstubAllEnvs());

async function run(...argv: string[]): Promise<{ exitCode: number; out: string; err: string }> {
  const [out, err]: string[][] = [[], []];
  const exitCode = await runCli(argv, { print: (line) => out.push(line), printError: (line) => err.push(line) });
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

function start(key: string, impulse: string, id: string, ...lines: string[]) {
  const track = trackStep({ key, impulse, id, engine: 'local' });
  lines.forEach(track.line);
  return track;
}

describe('ps', () => {
  it('says that nothing runs', async () => {
    expect(await run('ps')).toMatchObject({ exitCode: 0, out: 'No step is running.' });
    expect((await run('ps', '--json')).out).toBe('[]');
  });

  it('lists steps by key, impulse, engine and processes', async () => {
    start('0123456789abcdef', 'kws', 'train--words');
    start('fedcba9876543210', 'tones', 'split');
    const { out } = await run('ps');
    expect(out.split('\n')[0]).toMatch(/^KEY +STEP +ENGINE +WORKER +RUNNER +FOR$/);
    expect(out).toMatch(new RegExp(`^0123456789ab  kws:train--words  local   process ${process.pid}  process ${process.pid}  [\\d.]+ m?s$`, 'm'));
    expect(JSON.parse((await run('ps', '--json')).out)).toMatchObject([{ id: 'train--words' }, { id: 'split', impulse: 'tones', engine: 'local' }]);
  });
});

describe('logs', () => {
  it('shows what a step printed, the one that runs before those that are done, the last before others', async () => {
    start('aaaa', 'kws', 'train--words', 'old').end();
    expect((await run('logs', 'train--words')).out).toBe('old');
    const track = start('bbbb', 'kws', 'train--words', 'one', 'two');
    expect((await run('logs', 'train')).out).toBe('one\ntwo');
    track.end();
    expect((await run('logs', '--follow')).out).toBe('one\ntwo');
    expect((await run('logs', 'aaaa')).out).toBe('old');
  });

  it('asks which one is meant, and says that there is none', async () => {
    start('aaaa', 'kws', 'split');
    start('bbbb', 'tones', 'split');
    expect(await run('logs', 'split')).toMatchObject({ exitCode: 1, err: expect.stringMatching(/IMP_STEP_AMBIGUOUS.*kws:split \(aaaa\), tones:split \(bbbb\)/) });
    expect((await run('logs', 'tones:split')).exitCode).toBe(0);
    expect(await run('logs', 'train')).toMatchObject({ exitCode: 1, err: expect.stringContaining('IMP_LOG_NONE') });
  });
});

describe('cancel', () => {
  it('ends nothing that it cannot name', async () => {
    start('aaaa', 'kws', 'split');
    start('bbbb', 'tones', 'split');
    const kill = vi.spyOn(process, 'kill');
    expect((await run('cancel')).err).toContain('IMP_ARGUMENT_MISSING');
    expect((await run('cancel', 'train')).err).toContain('IMP_STEP_NOT_RUNNING');
    expect((await run('cancel', 'split')).err).toContain('IMP_STEP_AMBIGUOUS');
    expect(kill.mock.calls.filter(([, signal]) => signal === 'SIGTERM')).toEqual([]);
    kill.mockRestore();
  });
});
