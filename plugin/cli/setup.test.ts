import { expect, it } from 'vitest';
import { SETUPS } from '../setup';
import { runCli } from './run-cli';

it('setup refuses a name that it does not know and lists those that it does', async () => {
  const errors: string[] = [];
  const exitCode = await runCli(['setup', 'painting'], { print: () => {}, printError: (line) => errors.push(line) });
  expect(exitCode).toBe(1);
  expect(errors.join()).toContain('IMP_SETUP_UNKNOWN');
  for (const { name } of SETUPS) expect(errors.join()).toContain(name);
});
