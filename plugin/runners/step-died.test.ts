import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { assetRoot } from '../paths';
import type { Engine, StepEnd } from './engines/engine';
import { runPlans } from './run-plans';

const ended = vi.hoisted(() => ({ end: undefined as unknown as StepEnd }));
vi.mock('./engines', () => ({
  loadEngine: async (): Promise<Engine> => ({
    name: 'local',
    isolates: false,
    own: async () => ({ argv: ['nx-impulse'], assetRoot: '/elsewhere', mounts: [], env: {} }),
    foreseeTools: async () => ({}),
    submit: () => ({
      worker: 'process 1',
      logs: (async function* () {
        for (const text of ['epoch 3', '::progress {"message":"half"}', 'epoch 4']) yield { stream: 'stdout' as const, text };
      })(),
      result: Promise.resolve(ended.end),
      cancel: () => {},
    }),
  }),
}));

afterEach(() => vi.unstubAllEnvs());

it.each([
  [{ status: 'failed', reason: 'signal SIGSEGV' }, 'IMP_STEP_DIED', /SIGSEGV[^]*epoch 3\nepoch 4/],
  [{ status: 'oom', reason: 'more than 64 MB' }, 'IMP_STEP_MEMORY', /more than 64 MB[^]*epoch 3\nepoch 4/],
  [{ status: 'timeout', reason: 'more than 2 s' }, 'IMP_STEP_TIMEOUT', /more than 2 s/],
  [{ status: 'lost', reason: 'signal SIGKILL' }, 'IMP_STEP_LOST', /SIGKILL/],
  [{ status: 'cancelled', reason: 'it was cancelled' }, 'IMP_STEP_CANCELLED', /cancelled/],
  [{ status: 'unschedulable', reason: 'no GPU' }, 'IMP_STEP_UNSCHEDULABLE', /local cannot give split.*no GPU/],
  [{ status: 'image-missing', reason: 'no such image: x' }, 'IMP_IMAGE_MISSING', /no such image: x/],
  [{ status: 'ok', exitCode: 0, reason: 'exit code 0' }, 'IMP_STEP_DIED', /exit code 0/],
] as const)('a step that ends by %j is %s, with its last lines and no result', async (end, code, message) => {
  ended.end = end;
  const root = makeFolder();
  vi.stubEnv('NX_IMPULSE_CACHE', join(root, 'cache'));
  const plan = { id: 'split', step: 'split', params: {}, inputs: {}, files: [], folders: { targets: join(assetRoot, 'targets') }, sections: [] };
  const envelope = join(root, '.impulse', 'split', 'step-run.json');
  const error = await runPlans(['split'], { plans: [plan], root }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
  if (/DIED|MEMORY|TIMEOUT|LOST/.test(code)) expect(error).toMatchObject({ fix: expect.stringContaining(`npx nx-impulse run-step ${envelope}`) });
  expect(JSON.parse(readFileSync(envelope, 'utf8'))).toMatchObject({ step: 'split', folders: plan.folders });
});
