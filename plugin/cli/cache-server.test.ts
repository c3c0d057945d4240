import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { runCli } from './run-cli';

afterEach(() => void vi.unstubAllEnvs());

async function refusal(...options: string[]): Promise<string> {
  const lines: string[] = [];
  const print = (line: string): number => lines.push(line);
  const exitCode = await runCli(['cache-server', ...options], { print, printError: print });
  expect(exitCode).not.toBe(0);
  return lines.join('\n');
}

describe('cache-server', () => {
  it('does not start without a write token', async () => {
    expect(await refusal('--folder', makeFolder())).toMatch(/IMP_SERVER_TOKEN.*no write token[^]*set NX_IMPULSE_WRITE_TOKEN/);
  });

  it('does not show a token that was given where a file of one belongs', async () => {
    const said = await refusal('--folder', makeFolder(), '--write-token', 'my-secret');
    expect(said).toMatch(/IMP_SERVER_TOKEN.*names no file/);
    expect(said).not.toContain('my-secret');
  });

  it('does not take an empty file for a token', async () => {
    const empty = makeFolder({ token: '\n' });
    vi.stubEnv('NX_IMPULSE_WRITE_TOKEN', 'w');
    expect(await refusal('--folder', makeFolder(), '--read-token', `${empty}/token`)).toMatch(/IMP_SERVER_TOKEN.*no read token/);
  });

  it.each([[[]], [['--folder', 'a', '--remote', 's3://b/c']]])('keeps things in one place: %j', async (options) => {
    vi.stubEnv('NX_IMPULSE_WRITE_TOKEN', 'w');
    expect(await refusal(...options)).toContain('IMP_SERVER_STORE');
  });

  it.each([
    ['--port', 'http', 'is no port'],
    ['--port', '65536', 'is no port'],
    ['--max-upload', 'much', 'is no size'],
  ])('refuses %s %s', async (option, value, problem) => {
    vi.stubEnv('NX_IMPULSE_WRITE_TOKEN', 'w');
    expect(await refusal('--folder', makeFolder(), option, value)).toMatch(new RegExp(`IMP_OPTION_VALUE.*${problem}`));
  });
});
