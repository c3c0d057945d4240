import { appendFileSync, chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { READ_TOKEN, startFaultyServer, WRITE_TOKEN, type Fault, type FaultyServer } from '../../../test/faulty-server';
import { makeFolder } from '../../../test/temp-folder';
import type { StepPlan, StepRow } from '../../graph/step-plan';
import type { RunStep } from '../../steps/step';
import { digestText } from '../digest';
import { listFiles } from '../list-files';
import { runPlans, type RunEvent } from '../run-plans';
import { objectPath, readListing } from '../store';

const bodies: Record<string, RunStep> = {};
vi.mock('../../steps', () => ({
  STEPS: ['read', 'join'].map((name): StepRow => ({
    name,
    summary: '',
    plan: () => [],
    load: async () => ({ run: (context) => bodies[name]!(context) }),
  })),
}));
/** What a busy machine may need, but where silence itself is tested. */
const PATIENT_MS = 60_000;
const patience = vi.hoisted(() => ({ idleMs: 0 }));
vi.mock('../../network/limits', async (load) => ({
  ...(await load<object>()),
  RETRY_PAUSES_MS: [1, 1],
  get IDLE_MS() {
    return patience.idleMs;
  },
}));

/** Large enough to come in several pieces. */
const TEXT = 'Hello '.repeat(50_000);

let server: FaultyServer;
let root: string;
let plans: StepPlan[];
beforeEach(async () => {
  patience.idleMs = PATIENT_MS;
  server = await startFaultyServer();
  root = makeFolder({ 'a.dat': TEXT });
  plans = [
    { id: 'read', step: 'read', params: {}, inputs: {}, files: ['*.dat'], folders: {}, sections: [] },
    { id: 'join', step: 'join', params: {}, inputs: { text: 'read' }, files: [], folders: {}, sections: [] },
  ];
  bodies.read = async ({ output }) => {
    writeFileSync(join(output, 'text'), readFileSync(join(root, 'a.dat'), 'utf8').toLowerCase());
    return {};
  };
  bodies.join = async ({ inputs, output }) => {
    writeFileSync(join(output, 'joined'), readFileSync(join(inputs.text!, 'text'), 'utf8').replaceAll(' ', '-'));
    return { letters: 5 };
  };
  vi.stubEnv('NX_IMPULSE_REMOTE', server.address);
  vi.stubEnv('NX_IMPULSE_REMOTE_TOKEN', WRITE_TOKEN);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.kill();
});

interface Machine {
  cache: string;
}

const newMachine = (): Machine => ({ cache: makeFolder() });

/** Runs both steps on a machine; checks that the result is right. */
async function run(machine: Machine): Promise<{ ran: string[]; warnings: string[]; tree: string }> {
  vi.stubEnv('NX_IMPULSE_CACHE', machine.cache);
  const events: RunEvent[] = [];
  const outcomes = await runPlans(['join'], { plans, root, onEvent: (event) => events.push(event) });
  const { folder, tree } = outcomes.get('join')!;
  expect(readFileSync(join(folder, 'joined'), 'utf8') === TEXT.toLowerCase().replaceAll(' ', '-')).toBe(true);
  return {
    ran: events.filter(({ kind }) => kind === 'ran').map(({ id }) => id),
    warnings: events.flatMap((event) => (event.kind === 'warned' ? `${event.warning.code}: ${event.warning.message}` : [])),
    tree,
  };
}

const onGet = (kind: string, answer: (request: IncomingMessage, response: ServerResponse) => void): Fault => (request, response) => {
  const isMeant = request.method === 'GET' && request.url!.includes(`/${kind}/`);
  if (isMeant) answer(request, response);
  return isMeant;
};

describe('runs shared by a server', () => {
  it('give a second machine everything, without a step', async () => {
    const first = await run(newMachine());
    expect(first).toMatchObject({ ran: ['read', 'join'], warnings: [] });
    expect(await run(newMachine())).toEqual({ ran: [], warnings: [], tree: first.tree });
  });

  it('name the record last, when every object is there', async () => {
    await run(newMachine());
    const puts = server.requests.filter((request) => request.startsWith('PUT'));
    expect(puts).toEqual([...Array(3).fill('PUT objects'), 'PUT runs', ...Array(3).fill('PUT objects'), 'PUT runs']);
  });

  it('send nothing twice that the server has', async () => {
    plans.pop();
    bodies.join = bodies.read!;
    plans.push({ ...plans[0]!, id: 'again', step: 'join' });
    vi.stubEnv('NX_IMPULSE_CACHE', makeFolder());
    await runPlans(['read', 'again'], { plans, root });
    // Of the second run only the record is new.
    expect(server.requests.filter((request) => request === 'PUT objects')).toHaveLength(4);
  });

  it('leave keys as they are without a remote', async () => {
    const keyOf = async (): Promise<string> => {
      await run(newMachine());
      return readFileSync(join(root, '.impulse', 'join', 'key.json'), 'utf8');
    };
    const shared = await keyOf();
    vi.stubEnv('NX_IMPULSE_REMOTE', '');
    expect(await keyOf()).toBe(shared);
  });

  it.each(['removed', 'written to'])('bring an object back that was %s here, rather than run its producer', async (how) => {
    const machine = newMachine();
    const { tree } = await run(machine);
    if (how === 'removed') rmSync(join(machine.cache, 'store'), { recursive: true });
    else {
      const path = objectPath(readListing(tree)![0]!.digest);
      chmodSync(path, 0o644);
      appendFileSync(path, '!');
    }
    expect(await run(machine)).toEqual({ ran: [], warnings: [], tree });
  });

  it('let two machines that ran the same step agree on the result of the first', async () => {
    const { join: body } = bodies;
    const second = newMachine();
    let first: string | undefined;
    bodies.join = async (context) => {
      // While the second machine is at work, the first has done the same; by chance with another outcome.
      bodies.join = body!;
      first = (await run(newMachine())).tree;
      vi.stubEnv('NX_IMPULSE_CACHE', second.cache);
      writeFileSync(join(context.output, 'chance'), 'another outcome');
      return body!(context);
    };
    expect(await run(second)).toMatchObject({ ran: ['read', 'join'], warnings: [], tree: first });
  });

  it('are configured by the options of the plugin too', async () => {
    vi.unstubAllEnvs();
    vi.stubEnv('NX_IMPULSE_REMOTE_TOKEN', WRITE_TOKEN);
    await run(newMachine());
    expect(server.requests).toEqual([]);
    const entry = `{ "plugin": "nx-impulse", "options": { "remote": "${server.address}" } }`;
    writeFileSync(join(root, 'nx.json'), `{ // Nx allows comments\n  "plugins": ["x", ${entry},],\n}`);
    await run(newMachine());
    expect(await run(newMachine())).toMatchObject({ ran: [] });
  });

  it.each(['ftp://host', 'nonsense', 'http://me:secret@host', 's3:///x'])('refuse the address %s and show no password', async (address) => {
    vi.stubEnv('NX_IMPULSE_REMOTE', address);
    const refusal = await run(newMachine()).catch((error: unknown) => error as Error);
    expect(refusal).toMatchObject({ code: 'IMP_REMOTE_ADDRESS' });
    expect(JSON.stringify(refusal)).not.toContain('secret');
  });
});

describe('a run goes on, with one warning,', () => {
  /** A machine that finds everything on the server, but for the fault. */
  async function runAgainst(fault: Fault, idleMs = PATIENT_MS): Promise<{ ran: string[]; warnings: string[]; tree: string }> {
    const { tree } = await run(newMachine());
    server.setFault(fault);
    server.requests.length = 0;
    patience.idleMs = idleMs;
    const outcome = await run(newMachine());
    expect(outcome.tree).toBe(tree);
    return outcome;
  }
  const status = (code: number) => onGet('runs', (_, response) => response.writeHead(code).end('<Error>'));

  it.each<[string, Fault, RegExp]>([
    ['401', status(401), /^IMP_REMOTE_REFUSED: .* answers 401/],
    ['403', status(403), /^IMP_REMOTE_REFUSED: .* answers 403/],
    ['500', status(500), /^IMP_REMOTE_AWAY: .* answers 500/],
    ['connections that are cut', (request) => !!request.socket.destroy(), /^IMP_REMOTE_AWAY: .* cannot be used: ECONNRESET/],
    ['wrong bytes', onGet('objects', (_, response) => response.end('{"tree":1}')), /^IMP_REMOTE_WRONG: .* wrong bytes/],
    ['bytes without end', onGet('objects', (_, response) => flood(response)), /^IMP_REMOTE_WRONG: .* too many bytes/],
    ['no bytes', onGet('objects', (_, response) => response.end()), /^IMP_REMOTE_WRONG/],
    ['an object that is lost', onGet('objects', (_, response) => response.writeHead(404).end()), /^IMP_REMOTE_WRONG: .* has lost/],
    ['a ref that is none', onGet('runs', (_, response) => response.end('../../etc/passwd')), /^IMP_REMOTE_WRONG/],
  ])('after %s', async (_, fault, warning) => {
    const { ran, warnings } = await runAgainst(fault);
    expect(ran).toEqual(['read', 'join']);
    expect(warnings).toEqual([expect.stringMatching(warning)]);
  });

  it.each<[string, Fault]>([
    ['silence', onGet('runs', () => {})],
    ['silence in mid-object', onGet('objects', (_, response) => cutShort(response))],
  ])('after %s', async (_, fault) => {
    const { ran, warnings } = await runAgainst(fault, 300);
    expect(ran).toEqual(['read', 'join']);
    expect(warnings).toEqual([expect.stringMatching(/^IMP_REMOTE_AWAY: .* says nothing for 0\.3 s/)]);
  });

  it('after a server that was killed in mid-run, which it does not ask again', async () => {
    const { ran, warnings } = await runAgainst((request) => {
      const isSecond = request.url!.includes('/runs/') && server.requests.filter((line) => line === 'GET runs').length === 2;
      if (isSecond) void server.kill();
      return isSecond;
    });
    expect(ran).toEqual(['join']);
    expect(warnings).toEqual([expect.stringMatching(/^IMP_REMOTE_AWAY: .*127\.0\.0\.1/)]);
  });

  it('after a server that was never there', async () => {
    await server.kill();
    const { ran, warnings } = await run(newMachine());
    expect(ran).toEqual(['read', 'join']);
    expect(warnings).toEqual([expect.stringMatching(/^IMP_REMOTE_AWAY: .*ECONNREFUSED/)]);
  });

  it('with a token that only reads: it fetches and sends nothing', async () => {
    await run(newMachine());
    vi.stubEnv('NX_IMPULSE_REMOTE_TOKEN', READ_TOKEN);
    plans[1]!.params = { changed: true };
    const { ran, warnings } = await run(newMachine());
    expect(ran).toEqual(['join']);
    expect(warnings).toEqual([expect.stringMatching(/^IMP_REMOTE_REFUSED: .* answers 403/)]);
  });

  it.each([507, 413])('after an upload that is refused with %i, and fetches none the less', async (code) => {
    const { ran, warnings } = await runAgainst((request, response) => {
      const isUnknown = request.method === 'GET' && server.requests.length === 1;
      if (isUnknown || request.method === 'PUT') response.writeHead(isUnknown ? 404 : code).end();
      return response.writableEnded;
    });
    expect(ran).toEqual(['read']);
    expect(warnings).toEqual([expect.stringMatching(new RegExp(`^IMP_REMOTE_REFUSED: .* answers ${code}`))]);
  });

  it('after a listing that leads out of its folder', async () => {
    await run(newMachine());
    const bad = JSON.stringify([{ path: '../../../escaped', bytes: 1, digest: digestText('x') }]);
    const digest = digestText(bad);
    const record = JSON.stringify({ id: 'read', tree: digest, metrics: {}, cpuSeconds: 0 });
    const texts: Record<string, string> = { [digest]: bad, [digestText(record)]: record, [digestText('x')]: 'x' };
    server.setFault((request, response) => {
      const name = request.url!.split('/').at(-1)!;
      if (request.method === 'GET') response.end(request.url!.includes('/runs/') ? digestText(record) : texts[name]);
      return request.method === 'GET';
    });
    const machine = newMachine();
    expect((await run(machine)).warnings).toEqual([expect.stringMatching(/^IMP_REMOTE_WRONG: .* listing that is none/)]);
    expect(existsSync(join(machine.cache, '..', 'escaped'))).toBe(false);
  });

  it('and heals the objects that were wrong', async () => {
    await run(newMachine());
    for (const name of listFiles(join(server.folder, 'objects'))) {
      const path = join(server.folder, 'objects', name);
      if (readFileSync(path, 'utf8').startsWith('hello ')) {
        rmSync(path);
        writeFileSync(path, 'rotten');
      }
    }
    expect(await run(newMachine())).toMatchObject({ ran: ['read'], warnings: [expect.stringMatching(/^IMP_REMOTE_WRONG/)] });
    expect(await run(newMachine())).toMatchObject({ ran: [], warnings: [] });
  });
});

it('no token shows in anything that a run leaves or says', async () => {
  server.setFault((_, response) => !!response.writeHead(403).end(`${WRITE_TOKEN}`));
  const machine = newMachine();
  const said = JSON.stringify(await run(machine));
  const textsIn = (folder: string): string[] => listFiles(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  const left = [machine.cache, root, server.folder].flatMap(textsIn);
  const impulse = textsIn(join(root, '.impulse'));
  expect([said, ...left, ...impulse].filter((text) => text.includes(WRITE_TOKEN))).toEqual([]);
  expect(impulse.length).toBeGreaterThan(0);
});

function cutShort(response: ServerResponse): void {
  response.writeHead(200, { 'content-length': 99 }).write('x');
}

function flood(response: ServerResponse): void {
  const more = (): void => void (response.destroyed || response.write(Buffer.alloc(1 << 20), more));
  more();
}
