import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { runPlans } from './run-plans';

vi.mock('./local', () => ({ runLocally: async () => ({ died: 'signal SIGKILL', lines: ['epoch 3', 'epoch 4'] }) }));

it('a killed step leaves its last lines, the command to repeat it, and no result', async () => {
  const root = makeFolder();
  vi.stubEnv('NX_IMPULSE_CACHE', join(root, 'cache'));
  const plan = { id: 'split', step: 'split', params: {}, inputs: {}, files: [], folders: {}, sections: [] };
  const envelope = join(root, '.impulse', 'split', 'step-run.json');
  await expect(runPlans(['split'], { plans: [plan], root })).rejects.toMatchObject({
    code: 'IMP_STEP_DIED',
    message: expect.stringMatching(/SIGKILL[^]*epoch 3\nepoch 4/),
    fix: expect.stringContaining(`npx nx-impulse run-step ${envelope}`),
  });
  expect(JSON.parse(readFileSync(envelope, 'utf8'))).toMatchObject({ step: 'split' });
  vi.unstubAllEnvs();
});
