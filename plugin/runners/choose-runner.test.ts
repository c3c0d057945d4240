import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import type { StepPlan } from '../graph/step-plan';
import { chooseRunner, runnersOf } from './choose-runner';

const section = { engine: 'docker', memoryBytes: 4e9, steps: { train: { engine: 'local', timeoutS: 60 }, report: { memoryBytes: 1e9 } } };

const silent = { steps: {} };

afterEach(() => void vi.unstubAllEnvs());

describe('chooseRunner', () => {
  it('takes the step before the impulse, and the impulse before the workspace', () => {
    expect(chooseRunner('train', section, silent)).toEqual({ engine: 'local', hints: { memoryBytes: 4e9, timeoutS: 60 } });
    expect(chooseRunner('report', section, { engine: 'local', steps: {} })).toEqual({ engine: 'docker', hints: { memoryBytes: 1e9 } });
    expect(chooseRunner('ingest', silent, { engine: 'docker', steps: {} }).engine).toBe('docker');
    expect(chooseRunner('ingest', silent, silent)).toEqual({ engine: 'local', hints: {} });
  });

  it('takes limits of the workspace where the impulse sets none', () => {
    const workspace = { memoryBytes: 2e9, cpus: 2, steps: { train: { timeoutS: 7200, cpus: 4 } } };
    expect(chooseRunner('train', section, workspace).hints).toEqual({ memoryBytes: 4e9, timeoutS: 60, cpus: 4 });
    expect(chooseRunner('ingest', silent, workspace)).toEqual({ engine: 'local', hints: { memoryBytes: 2e9, cpus: 2 } });
  });

  it('takes the variable before the manifest, and the command line before all, with the limits that the manifest sets', () => {
    vi.stubEnv('IMPULSE_RUNNER', 'docker');
    expect(chooseRunner('train', section, silent)).toEqual({ engine: 'docker', hints: { memoryBytes: 4e9, timeoutS: 60 } });
    expect(chooseRunner('train', section, silent, 'local').engine).toBe('local');
    vi.stubEnv('IMPULSE_RUNNER', '');
    expect(chooseRunner('train', section, silent).engine).toBe('local');
  });
});

describe('runnersOf', () => {
  const root = makeFolder({
    'nx.json': '{ "plugins": [{ "plugin": "nx-impulse", "options": { "runner": { "engine": "docker", "memory": "4 GB", "steps": { "train": { "timeout": "2 h" } } } } }] }',
  });
  const plan = (step: string): StepPlan => ({ id: step, step, params: {}, inputs: {}, files: [], folders: {}, sections: [] });

  it('knows what nx.json says of the workspace', () => {
    expect(runnersOf(silent, join(root, 'kws'))(plan('train'))).toEqual({ engine: 'docker', hints: { memoryBytes: 4e9, timeoutS: 7200 } });
    expect(runnersOf({ engine: 'local', steps: {} }, root)(plan('split'))).toEqual({ engine: 'local', hints: { memoryBytes: 4e9 } });
    expect(runnersOf(silent, root, 'local')(plan('split')).engine).toBe('local');
  });
});
