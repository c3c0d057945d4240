import { appendFileSync, chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { compileSchema, readSchema } from '../../schemas/validate';
import type { StepPlan, StepRow } from '../graph/step-plan';
import type { RunStep } from '../steps/step';
import { runPlans, type RunEvent } from './run-plans';
import { objectPath, readListing } from './store';

const bodies: Record<string, RunStep> = {};
vi.mock('../steps', () => ({
  STEPS: ['read', 'join'].map((name): StepRow => ({
    name,
    summary: '',
    plan: () => [],
    load: async () => ({ run: (context) => bodies[name]!(context) }),
    publish: ['*.txt'],
    present: async () => ({ present: (_, runs) => ({ 'runs.txt': runs.map(({ id, from }) => `${id} ${from}`).join('\n') }) }),
  })),
}));

const plan = (id: string, step: string, more: Partial<StepPlan> = {}): StepPlan =>
  ({ id, step, params: {}, inputs: {}, files: [], folders: {}, sections: [], ...more });

let root: string;
let ran: string[];
let plans: StepPlan[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'run-plans-'));
  vi.stubEnv('NX_IMPULSE_CACHE', join(root, 'cache'));
  writeFileSync(join(root, 'a.dat'), 'Hello');
  ran = [];
  plans = [plan('read', 'read', { files: ['*.dat'] }), plan('join', 'join', { params: { by: '-' }, inputs: { text: 'read' } })];
  bodies.read = async ({ id, root: folder, output }) => {
    ran.push(id);
    writeFileSync(join(output, 'text'), readFileSync(join(folder, 'a.dat'), 'utf8').toLowerCase());
    return {};
  };
  bodies.join = async ({ id, params, inputs, output, progress }) => {
    ran.push(id);
    progress('joining', 0.5);
    writeFileSync(join(output, 'joined.txt'), readFileSync(join(inputs.text!, 'text'), 'utf8').split('').join(params.by));
    return { letters: 5 };
  };
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

async function run(): Promise<{ ran: string[]; joined: string; events: RunEvent[] }> {
  ran = [];
  const events: RunEvent[] = [];
  const outcomes = await runPlans(['join'], { plans, root, onEvent: (event) => events.push(event) });
  return { ran, joined: readFileSync(join(outcomes.get('join')!.folder, 'joined.txt'), 'utf8'), events };
}

describe('runPlans', () => {
  it('runs what a step reads first, and nothing twice', async () => {
    expect(await run()).toMatchObject({ ran: ['read', 'join'], joined: 'h-e-l-l-o' });
    const again = await run();
    expect(again.ran).toEqual([]);
    expect(again.events).toEqual([{ kind: 'cached', id: 'read' }, { kind: 'cached', id: 'join' }]);
  });

  it('runs only what depends on a changed parameter', async () => {
    await run();
    plans[1]!.params = { by: '+' };
    expect(await run()).toMatchObject({ ran: ['join'], joined: 'h+e+l+l+o' });
  });

  it('cuts off early where a changed file leaves the artefact as it was', async () => {
    await run();
    writeFileSync(join(root, 'a.dat'), 'HELLO');
    expect((await run()).ran).toEqual(['read']);
  });

  it('runs again when an environment variable that a plan names has another value', async () => {
    plans[0]!.environment = ['NX_IMPULSE_TEST_KEY'];
    await run();
    vi.stubEnv('NX_IMPULSE_TEST_KEY', 'secret');
    expect((await run()).ran).toEqual(['read']);
    expect(readFileSync(join(root, '.impulse', 'read', 'key.json'), 'utf8')).not.toContain('secret');
  });

  it('publishes digests, metrics and the files that people open', async () => {
    await run();
    const folder = join(root, '.impulse', 'join');
    expect(readdirSync(folder).sort()).toEqual(['artefact.json', 'joined.txt', 'key.json', 'metrics.json', 'run.json', 'runs.txt']);
    expect(JSON.parse(readFileSync(join(folder, 'metrics.json'), 'utf8'))).toEqual({ letters: 5 });
    appendFileSync(join(folder, 'joined.txt'), 'edited');
    expect((await run()).joined).toBe('h-e-l-l-o');
    expect(readFileSync(join(folder, 'joined.txt'), 'utf8')).toBe('h-e-l-l-o');
  });

  it('tells beside the artefact when, where and at what cost each step ran, and which results are of another time', async () => {
    const record = () => JSON.parse(readFileSync(join(root, '.impulse', 'join', 'run.json'), 'utf8'));
    const shown = () => readFileSync(join(root, '.impulse', 'join', 'runs.txt'), 'utf8');
    await run();
    const first = record();
    expect(first).toMatchObject({ id: 'join', from: 'run', engine: 'local', machine: hostname(), wallSeconds: expect.any(Number) });
    expect(compileSchema({ ...readSchema('report').$defs.run })(record())).toEqual([]);
    expect(shown()).toBe('read run\njoin run');
    await run();
    expect([record(), shown()]).toEqual([first, 'read run\njoin run']);
    const tree = readFileSync(join(root, '.impulse', 'join', 'artefact.json'), 'utf8');
    expect(tree).not.toContain('run.json');
    rmSync(join(root, '.impulse', 'read'), { recursive: true });
    await run();
    expect([record(), shown()]).toEqual([first, 'read cache\njoin run']);
    expect(readFileSync(join(root, '.impulse', 'join', 'artefact.json'), 'utf8')).toBe(tree);
  });

  it.each(['removed', 'written to'])('runs the producer of an object that was %s again', async (how) => {
    await run();
    const [file] = readListing((await runPlans(['read'], { plans, root })).get('read')!.tree)!;
    if (how === 'removed') rmSync(join(root, 'cache', 'store'), { recursive: true });
    else {
      chmodSync(objectPath(file!.digest), 0o644);
      appendFileSync(objectPath(file!.digest), '!');
    }
    expect(await run()).toMatchObject({ ran: how === 'removed' ? ['read', 'join'] : ['read'], joined: 'h-e-l-l-o' });
  });

  it('keeps nothing of a failed step but its scratch folder and the envelope to repeat it', async () => {
    const { join: good } = bodies;
    bodies.join = async ({ output, scratch }) => {
      writeFileSync(join(output, 'joined.txt'), 'half');
      appendFileSync(join(scratch, 'epochs'), '1');
      throw new Error('power cut');
    };
    await expect(run()).rejects.toMatchObject({ code: 'IMP_STEP_CRASHED', message: expect.stringContaining('power cut') });
    expect(readdirSync(join(root, 'cache', 'tmp'))).toEqual([]);
    expect(readdirSync(join(root, '.impulse', 'join'))).toEqual(['step-run.json']);
    bodies.join = async (context) => {
      expect(readFileSync(join(context.scratch, 'epochs'), 'utf8')).toBe('1');
      return good!(context);
    };
    expect((await run()).joined).toBe('h-e-l-l-o');
    expect(readdirSync(join(root, 'cache', 'scratch'))).toEqual([]);
  });

  it('keeps no result of files that changed while they were read', async () => {
    const { read } = bodies;
    bodies.read = async (context) => {
      const metrics = await read!(context);
      appendFileSync(join(root, 'a.dat'), '!');
      return metrics;
    };
    await expect(run()).rejects.toMatchObject({ code: 'IMP_INPUT_CHANGED' });
    bodies.read = read!;
    expect((await run()).joined).toBe('h-e-l-l-o-!');
  });

  it('keeps no result of files that were written to while they were read, though they hold now what they held before', async () => {
    const { read } = bodies;
    bodies.read = async (context) => {
      writeFileSync(join(root, 'a.dat'), 'Hel');
      const metrics = await read!(context);
      writeFileSync(join(root, 'a.dat'), 'Hello');
      return metrics;
    };
    await expect(run()).rejects.toMatchObject({ code: 'IMP_INPUT_CHANGED' });
    bodies.read = read!;
    expect((await run()).joined).toBe('h-e-l-l-o');
  });

  it('lets the second of two equal runs wait for the first', async () => {
    const results = await Promise.all([run(), run()]);
    expect(results.map(({ joined }) => joined)).toEqual(['h-e-l-l-o', 'h-e-l-l-o']);
    expect(results.flatMap(({ events }) => events).filter(({ kind }) => kind === 'ran')).toHaveLength(2);
    expect(existsSync(join(root, 'cache', 'locks'))).toBe(true);
    expect(readdirSync(join(root, 'cache', 'locks'))).toEqual([]);
  });

  it('names the steps there are where one is unknown', async () => {
    await expect(runPlans(['jion'], { plans, root })).rejects.toMatchObject({ code: 'IMP_PLAN_UNKNOWN', fix: 'its steps: read, join' });
  });
});
