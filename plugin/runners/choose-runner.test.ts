import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseRunner } from './choose-runner';

const section = { engine: 'docker', memoryBytes: 4e9, steps: { train: { engine: 'local', timeoutS: 60 }, report: { memoryBytes: 1e9 } } };

afterEach(() => void vi.unstubAllEnvs());

describe('chooseRunner', () => {
  it('takes the step before the impulse, and the impulse before the workspace', () => {
    expect(chooseRunner('train', section)).toEqual({ engine: 'local', hints: { memoryBytes: 4e9, timeoutS: 60 } });
    expect(chooseRunner('report', section, undefined, 'local')).toEqual({ engine: 'docker', hints: { memoryBytes: 1e9 } });
    expect(chooseRunner('ingest', { steps: {} }, undefined, 'docker').engine).toBe('docker');
    expect(chooseRunner('ingest', { steps: {} })).toEqual({ engine: 'local', hints: {} });
  });

  it('takes the variable before the manifest, and the command line before all, with the limits that the manifest sets', () => {
    vi.stubEnv('IMPULSE_RUNNER', 'docker');
    expect(chooseRunner('train', section)).toEqual({ engine: 'docker', hints: { memoryBytes: 4e9, timeoutS: 60 } });
    expect(chooseRunner('train', section, 'local').engine).toBe('local');
    vi.stubEnv('IMPULSE_RUNNER', '');
    expect(chooseRunner('train', section).engine).toBe('local');
  });
});
