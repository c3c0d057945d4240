import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { schemaValidator } from '../../schemas/validate';
import { makeFolder } from '../../test/temp-folder';
import { ImpulseError } from '../errors';
import type { StepRow } from '../graph/step-plan';
import type { RunStep } from '../steps/step';
import { PINS, pinEnvironment, type StepRun } from './envelope';
import { runStep } from './run-step';

const body = vi.hoisted(() => ({ run: undefined as unknown as RunStep }));
vi.mock('../steps', () => ({
  STEPS: [{ name: 'only', summary: '', plan: () => [], load: async () => ({ run: (context) => body.run(context) }) } satisfies StepRow],
}));

function envelope(change: Partial<StepRun> = {}): { folder: string; path: string } {
  const folder = makeFolder();
  const run: StepRun = {
    apiVersion: 'impulse-step/v1', id: 'only', step: 'only', params: { by: 2 }, inputs: {}, folders: {}, root: folder,
    output: join(folder, 'output'), scratch: join(folder, 'scratch'), pins: PINS, ...change,
  };
  writeFileSync(join(folder, 'step-run.json'), JSON.stringify(run));
  return { folder, path: join(folder, 'step-run.json') };
}

describe('runStep', () => {
  it('gives the step its envelope and leaves a result that follows its schema', async () => {
    const { folder, path } = envelope();
    body.run = async ({ params, output, scratch }) => {
      expect(existsSync(scratch)).toBe(true);
      writeFileSync(join(output, 'twice'), String(params.by * 2));
      return { value: 4 };
    };
    expect(await runStep(path)).toMatchObject({ status: 'ok', metrics: { value: 4 } });
    expect(readFileSync(join(folder, 'output/twice'), 'utf8')).toBe('4');
    const result: unknown = JSON.parse(readFileSync(join(folder, 'step-result.json'), 'utf8'));
    expect(schemaValidator('step-result')(result)).toEqual([]);
  });

  it('turns errors into a result, ours with their code, others with their stack', async () => {
    body.run = async () => {
      throw new ImpulseError('IMP_PLAN_UNKNOWN', { id: 'x', known: 'y' }, { file: 'impulse.yaml', line: 1, column: 2, length: 3 });
    };
    const ours = await runStep(envelope().path);
    expect(ours).toMatchObject({ status: 'failed', errors: [{ code: 'IMP_PLAN_UNKNOWN', details: { id: 'x' }, span: { line: 1 } }] });
    expect(schemaValidator('step-result')(ours)).toEqual([]);
    body.run = async () => {
      writeFileSync('/', '');
      return {};
    };
    expect((await runStep(envelope().path)).errors).toEqual([expect.objectContaining({ code: 'IMP_PATH_REFUSED', details: { path: '/', problem: expect.any(String) } })]);
    body.run = async () => {
      throw new TypeError('oh');
    };
    expect((await runStep(envelope().path)).errors?.[0]?.message).toMatch(/TypeError: oh\n.*at /);
  });

  it('refuses a step that it does not know and an output that is not empty', async () => {
    expect((await runStep(envelope({ step: 'other' }).path)).errors?.[0]?.code).toBe('IMP_STEP_UNKNOWN');
    const { folder, path } = envelope();
    mkdirSync(join(folder, 'output'));
    writeFileSync(join(folder, 'output/old'), '');
    expect((await runStep(path)).errors?.[0]?.code).toBe('IMP_OUTPUT_USED');
  });

  it.each(['', '{}', '{"apiVersion":"impulse-step/v2"}'])('refuses %j as an envelope', async (text) => {
    const path = join(makeFolder({ 'step-run.json': text }), 'step-run.json');
    await expect(runStep(path)).rejects.toMatchObject({ code: 'IMP_ENVELOPE_INVALID' });
  });
});

describe('pinEnvironment', () => {
  it('takes locale, clock, threads and instruction set from the pins alone', () => {
    const machine = { PATH: '/bin', HOME: '/me', LANG: 'de_DE', LC_NUMERIC: 'de_DE', TZ: 'Asia/Tokyo', OMP_NUM_THREADS: '64', TF_ENABLE_ONEDNN_OPTS: '0', NODE_OPTIONS: '--inspect' };
    const other = { PATH: '/bin', HOME: '/me', LANG: 'C', OMP_NUM_THREADS: '1' };
    expect(pinEnvironment(PINS, machine)).toEqual(pinEnvironment(PINS, other));
    expect(pinEnvironment(PINS, machine)).toMatchObject({ PATH: '/bin', LC_ALL: 'C', TZ: 'UTC', OMP_NUM_THREADS: '2', ONEDNN_MAX_CPU_ISA: 'AVX2' });
  });
});
