import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { cpuSeconds } from './cpu-seconds';

it.runIf(process.platform === 'linux')('cpuSeconds counts what children and their children have used', () => {
  const work = 'while (process.cpuUsage().user < 4e5);';
  const before = cpuSeconds();
  execFileSync('sh', ['-c', `"${process.execPath}" -e "${work}"; true`]);
  expect(cpuSeconds() - before).toBeGreaterThanOrEqual(0.4);
});
