import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Engine, LogLine, Mount, Session, SessionCommand, SessionSpec, StepEnd, StepHandle, StepSpec } from '../../plugin/runners/engines/engine';
import { storeTree } from '../../plugin/runners/store';
import { makeFolder } from '../temp-folder';

/** An engine and what a test has to know of it. */
export interface Bench {
  engine: Engine;
  /** An image with a shell, for engines that need one. */
  image?: string;
  /** What is still there of the work with this key: processes, containers. */
  leftovers(key: string): string[];
  /** Whether the engine's own tools know what works by this name. */
  knows(worker: string): boolean;
}

export interface EngineCase {
  /** A claim. */
  name: string;
  /** Only engines that isolate can keep it. */
  isolated?: true;
  /** Only engines with sessions can keep it. */
  session?: true;
  run(bench: Bench): Promise<void>;
}

/** What every engine promises. */
export const ENGINE_CASES: readonly EngineCase[] = [
  {
    name: 'passes lines on in order, while the work goes on',
    async run(bench) {
      const { handle } = submit(bench, 'for i in 1 2 3; do echo $i; done; sleep 2; echo 4');
      const seen: string[] = [];
      let ended = false;
      void handle.result.then(() => (ended = true));
      for await (const { text } of handle.logs) {
        seen.push(text);
        if (text === '3') expect(ended).toBe(false);
      }
      expect(seen).toEqual(['1', '2', '3', '4']);
      expect(await handle.result).toMatchObject({ status: 'ok', exitCode: 0 });
    },
  },
  {
    name: 'tells standard output from standard error',
    async run(bench) {
      const { lines } = await perform(bench, 'echo out; echo err >&2; printf unfinished');
      expect(lines.filter(({ stream }) => stream === 'stdout').map(({ text }) => text)).toEqual(['out', 'unfinished']);
      expect(lines.filter(({ stream }) => stream === 'stderr').map(({ text }) => text)).toEqual(['err']);
    },
  },
  {
    name: 'survives output that is no text, and lines without an end',
    async run(bench) {
      const { lines, end } = await perform(bench, "printf 'a\\377\\376b\\n'; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo last");
      expect(end.status).toBe('ok');
      expect(lines[0].text).toBe('a\uFFFD\uFFFDb');
      expect(Math.max(...lines.map(({ text }) => text.length))).toBeLessThan(200_000);
      expect(lines.reduce((sum, { text }) => sum + text.length, 0)).toBeGreaterThan(16_000);
      expect(lines.at(-1)?.text).toBe('last');
    },
  },
  {
    name: 'reports the exit code',
    async run(bench) {
      expect((await perform(bench, 'exit 7')).end).toMatchObject({ status: 'failed', exitCode: 7, reason: 'exit code 7' });
    },
  },
  {
    name: 'says that memory ran out, although the exit code is 0',
    async run(bench) {
      const { end } = await perform(bench, 'head -c 400000000 /dev/zero | tail -c 399999999 > /dev/null; sleep 0.5; exit 0', { hints: { memoryBytes: 64_000_000 } });
      expect(end).toMatchObject({ status: 'oom', reason: 'more than 64000000 bytes of memory' });
    },
  },
  {
    name: 'ends what takes too long',
    async run(bench) {
      const { end, key } = await perform(bench, 'trap "" TERM; sleep 61 & wait; sleep 61', { hints: { timeoutS: 1 } });
      expect(end).toMatchObject({ status: 'timeout', reason: 'more than 1 s' });
      expect(bench.leftovers(key)).toEqual([]);
    },
  },
  {
    name: 'cancels within 3 s and leaves nothing behind',
    async run(bench) {
      const { handle, spec } = submit(bench, 'trap "" TERM; sleep 62 & echo ready; wait; sleep 62');
      let cancelledMs = 0;
      for await (const { text } of handle.logs) {
        if (text !== 'ready') continue;
        cancelledMs = Date.now();
        handle.cancel();
      }
      expect(await handle.result).toMatchObject({ status: 'cancelled' });
      expect(Date.now() - cancelledMs).toBeLessThan(3000);
      expect(bench.leftovers(spec.key)).toEqual([]);
    },
  },
  {
    name: 'says what works, by the name that its own tools have for it',
    async run(bench) {
      const { handle } = submit(bench, 'echo ready; sleep 62');
      for await (const { text } of handle.logs) {
        expect([text, bench.knows(handle.worker)]).toEqual(['ready', true]);
        handle.cancel();
      }
      expect(await handle.result).toMatchObject({ status: 'cancelled' });
      expect(bench.knows(handle.worker)).toBe(false);
    },
  },
  {
    name: 'cancels what has not started yet',
    async run(bench) {
      const { handle, spec } = submit(bench, 'sleep 63');
      handle.cancel();
      expect(await handle.result).toMatchObject({ status: 'cancelled' });
      expect(bench.leftovers(spec.key)).toEqual([]);
    },
  },
  {
    name: 'takes along what the work left running in the background',
    async run(bench) {
      const { end, key } = await perform(bench, 'sleep 64 & echo started');
      expect(end.status).toBe('ok');
      expect(bench.leftovers(key)).toEqual([]);
    },
  },
  {
    name: 'says that there is no such command',
    async run(bench) {
      const { end, lines } = await perform(bench, '', { argv: ['no-such-command'] });
      expect(end.status).toBe('failed');
      expect([end.reason, ...lines.map(({ text }) => text)].join(' ')).toContain('no-such-command');
    },
  },
  {
    name: 'carries 200 MB in and out unchanged',
    async run(bench) {
      const piece = Buffer.alloc(1 << 20, 'nx-impulse');
      const bytes = Buffer.concat(Array.from({ length: 200 }, (_, i) => (piece.writeUInt32LE(i), Buffer.from(piece))));
      const { end, out } = await perform(bench, 'cp $IN/big $OUT/copy', {}, (folder) => writeFileSync(join(folder, 'big'), bytes));
      expect(end.status).toBe('ok');
      expect(digest(join(out, 'copy'))).toBe(createHash('sha256').update(bytes).digest('hex'));
    },
  },
  {
    name: 'carries 2,000 small files in and out',
    async run(bench) {
      const fill = (folder: string): void => {
        for (let n = 0; n < 2000; n++) writeFileSync(join(folder, String(n)), `file ${n}`);
      };
      const { end, out } = await perform(bench, 'cp $IN/* $OUT/', {}, fill);
      expect(end.status).toBe('ok');
      expect(readdirSync(out)).toHaveLength(2000);
      expect(readFileSync(join(out, '1999'), 'utf8')).toBe('file 1999');
    },
  },
  {
    name: 'keeps links and odd names',
    async run(bench) {
      const names = [' a b ', 'zwei\nZeilen', '-rf', 'grün ☃', '"quoted" $HOME', 'x'.repeat(200)];
      const fill = (folder: string): void => {
        for (const name of names) writeFileSync(join(folder, name), name);
        mkdirSync(join(folder, 'deep', 'er'), { recursive: true });
        symlinkSync('../-rf', join(folder, 'deep', 'link'));
      };
      const { end, out } = await perform(bench, 'cp -a $IN/. $OUT/', {}, fill);
      expect(end.status).toBe('ok');
      expect(readdirSync(out).sort()).toEqual([...names, 'deep'].sort());
      for (const name of names) expect(readFileSync(join(out, name), 'utf8')).toBe(name);
      expect(lstatSync(join(out, 'deep', 'link')).isSymbolicLink() && readlinkSync(join(out, 'deep', 'link'))).toBe('../-rf');
    },
  },
  {
    name: 'leaves files that belong to whoever asked for them',
    async run(bench) {
      const { out } = await perform(bench, 'mkdir $OUT/folder; echo 1 > $OUT/folder/file');
      for (const path of [out, join(out, 'folder'), join(out, 'folder', 'file')]) expect(lstatSync(path).uid).toBe(process.getuid?.());
    },
  },
  {
    name: 'gives the same files, and so the same tree, as any other',
    async run(bench) {
      const { out } = await perform(bench, 'umask 077; for i in 1 2 3; do mkdir $OUT/$i; echo $LC_ALL $i > $OUT/$i/text; done', { env: { LC_ALL: 'C' } });
      expect(storeTree(out).tree).toBe('1c383e3edb7104b7669bc1cead3bc0802e601399ab1930a4dbe302d5b37d9bb9');
    },
  },
  {
    name: 'runs several at once, each with its own files',
    async run(bench) {
      const runs = await Promise.all([1, 2, 3, 4].map((n) => perform(bench, `echo ${n} > $OUT/n; cat $OUT/n`)));
      expect(runs.map(({ lines }) => lines[0].text)).toEqual(['1', '2', '3', '4']);
    },
  },
  {
    name: 'shows the work no variable but its own',
    async run(bench) {
      const { lines } = await perform(bench, 'env', { env: { ONLY: 'this' } });
      const names = lines.map(({ text }) => text.split('=')[0]).filter((name) => !/^(PATH|HOME|USER|LOGNAME|HOSTNAME|PWD|SHLVL|_|OLDPWD)$/.test(name));
      expect(names.sort()).toEqual(['IN', 'ONLY', 'OUT']);
    },
  },
  {
    name: 'has no network unless it is asked for',
    isolated: true,
    async run(bench) {
      const devices = async (network: boolean): Promise<string[]> => {
        const { lines } = await perform(bench, 'cat /proc/net/dev', { network });
        return lines.flatMap(({ text }) => /^\s*(\w+):/.exec(text)?.[1] ?? []).filter((name) => name !== 'lo');
      };
      expect((await devices(false)).filter((name) => name.startsWith('eth'))).toEqual([]);
      expect(await devices(true)).toContain('eth0');
    },
  },
  {
    name: 'lets the work write nowhere but where it may',
    isolated: true,
    async run(bench) {
      const script = 'for place in $IN /etc / /bin; do if (echo x > $place/new) 2>/dev/null; then echo wrote $place; fi; done; id -u; echo x > /tmp/new && echo tmp';
      const { lines } = await perform(bench, script, {}, (folder) => writeFileSync(join(folder, 'old'), ''));
      expect(lines.map(({ text }) => text)).toEqual([expect.stringMatching(/^[1-9]\d*$/), 'tmp']);
    },
  },
  {
    name: 'shows a folder below /tmp, and lets the work write beside it',
    isolated: true,
    async run(bench) {
      const folder = makeFolder({ 'read/text': 'carried' });
      const mounts: Mount[] = [
        { host: join(folder, 'read'), inside: '/tmp/given/read' },
        { host: makeFolder(), inside: '/tmp/kept', writable: true },
      ];
      const { lines } = await perform(bench, 'cat /tmp/given/read/text; mkdir /tmp/locks && echo made', { mounts, cwd: '/tmp' });
      expect(lines.map(({ text }) => text).join(' ')).toBe('carriedmade');
    },
  },
  {
    name: 'says that an image is missing',
    isolated: true,
    async run(bench) {
      const { handle } = submit(bench, 'true', { image: 'nx-impulse/never-built:0' });
      expect(await handle.result).toMatchObject({ status: 'image-missing', reason: expect.stringContaining('nx-impulse/never-built:0') });
    },
  },
  {
    name: 'says that there is no such device or no machine as large',
    isolated: true,
    async run(bench) {
      expect((await perform(bench, 'true', { hints: { gpus: 1 } })).end).toMatchObject({ status: 'unschedulable', reason: expect.stringMatching(/GPU/) });
      expect((await perform(bench, 'true', { hints: { cpus: 4096 } })).end).toMatchObject({ status: 'unschedulable', reason: expect.stringMatching(/CPU/) });
    },
  },
  {
    name: 'keeps the work to its CPUs',
    async run(bench) {
      const { lines } = await perform(bench, bench.engine.isolates ? 'cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us /sys/fs/cgroup/cpu.max 2>/dev/null' : 'nproc', { hints: { cpus: 1 } });
      expect(lines[0].text).toMatch(bench.engine.isolates ? /^100000( 100000)?$/ : /^1$/);
    },
  },
  {
    name: 'runs many commands in one session, each with its own lines, exit code and variables',
    session: true,
    async run(bench) {
      const { session, spec, out } = await open(bench);
      const runs = await Promise.all([1, 2, 3].map((n) => command(session, `echo $N; echo err >&2; echo ${n} > $OUT/${n}; exit $N`, { env: { N: String(n) } })));
      expect(runs.map(({ end }) => [end.status, end.exitCode])).toEqual([['failed', 1], ['failed', 2], ['failed', 3]]);
      expect(runs.map(({ lines }) => lines.filter(({ stream }) => stream === 'stdout').map(({ text }) => text))).toEqual([['1'], ['2'], ['3']]);
      expect(runs.map(({ lines }) => lines.filter(({ stream }) => stream === 'stderr').map(({ text }) => text))).toEqual([['err'], ['err'], ['err']]);
      const after = await command(session, 'cat $OUT/3; pwd; cat /proc/net/dev; id -u; (echo x > /etc/new) 2>/dev/null || echo refused', { cwd: '/tmp' });
      expect(after.end).toMatchObject({ status: 'ok', exitCode: 0 });
      const texts = after.lines.map(({ text }) => text);
      expect(texts.slice(0, 2)).toEqual(['3', '/tmp']);
      expect(texts.filter((text) => /^\s*eth/.test(text))).toEqual([]);
      expect([texts.at(-1), Number(texts.at(-2)) > 0]).toEqual(['refused', true]);
      await session.close();
      expect(readFileSync(join(out, '2'), 'utf8')).toBe('2\n');
      expect(lstatSync(join(out, '2')).uid).toBe(process.getuid?.());
      expect(bench.leftovers(spec.key)).toEqual([]);
    },
  },
  {
    name: 'passes the lines of a command on while it goes on, and ends one without the others',
    session: true,
    async run(bench) {
      const { session } = await open(bench);
      const other = command(session, 'sleep 3; echo done');
      const slow = await command(session, 'trap "" TERM; sleep 61 & wait; sleep 61', { timeoutS: 1 });
      expect(slow.end).toMatchObject({ status: 'timeout', reason: 'more than 1 s' });
      const handle = session.submit({ argv: ['sh', '-c', 'trap "" TERM; sleep 62 & echo ready; wait; sleep 62'] });
      let cancelledMs = 0;
      for await (const { text } of handle.logs) {
        expect(text).toBe('ready');
        cancelledMs = Date.now();
        handle.cancel();
      }
      expect(await handle.result).toMatchObject({ status: 'cancelled' });
      expect(Date.now() - cancelledMs).toBeLessThan(3000);
      const early = session.submit({ argv: ['sleep', '63'] });
      early.cancel();
      expect(await early.result).toMatchObject({ status: 'cancelled' });
      expect(await other).toMatchObject({ end: { status: 'ok' }, lines: [{ text: 'done' }] });
      expect((await command(session, 'sleep 64 & echo started')).end.status).toBe('ok');
      expect((await command(session, 'ps -o args | grep "sleep 6[1-4]" | grep -v grep')).lines).toEqual([]);
      await session.close();
    },
  },
  {
    name: 'says what became of a session and of its commands',
    session: true,
    async run(bench) {
      expect(await bench.engine.open!({ ...specOf(bench), image: 'nx-impulse/never-built:0' })).toMatchObject({ status: 'image-missing' });
      const { session } = await open(bench, { hints: { memoryBytes: 64_000_000 } });
      expect((await command(session, 'no-such-command')).end).toMatchObject({ status: 'failed', exitCode: 127 });
      const hungry = await command(session, 'head -c 400000000 /dev/zero | tail -c 399999999 > /dev/null; exit 0');
      expect(hungry.end).toMatchObject({ status: 'oom', reason: 'more than 64000000 bytes of memory' });
      const handle = session.submit({ argv: ['sh', '-c', 'echo ready; sleep 61'] });
      for await (const { text } of handle.logs) if (text === 'ready') await session.close();
      expect((await handle.result).status).toBe('lost');
    },
  },
];

interface Performed {
  end: StepEnd;
  lines: LogLine[];
  out: string;
  key: string;
}

let count = 0;

interface OpenSession {
  session: Session;
  spec: SessionSpec;
  out: string;
}

async function open(bench: Bench, change: Partial<SessionSpec> = {}): Promise<OpenSession> {
  const spec = { ...specOf(bench), ...change };
  const session = await bench.engine.open!(spec);
  if ('status' in session) throw new Error(session.reason);
  return { session, spec, out: spec.mounts.find(({ writable }) => writable)!.host };
}

function specOf(bench: Bench): SessionSpec {
  const { argv: _, ...spec } = describe(bench, '').spec;
  return spec;
}

async function command(session: Session, script: string, change: Omit<SessionCommand, 'argv'> = {}): Promise<Pick<Performed, 'end' | 'lines'>> {
  const handle = session.submit({ argv: ['sh', '-c', script], ...change });
  const lines: LogLine[] = [];
  for await (const line of handle.logs) lines.push(line);
  return { lines, end: await handle.result };
}

/** Work of a shell script that finds its files in `$IN` and leaves them in `$OUT`. */
function describe(bench: Bench, script: string, change: Partial<StepSpec> = {}, fill: (folder: string) => void = () => {}): { spec: StepSpec; out: string } {
  const folder = makeFolder();
  const [input, out] = [join(folder, 'in'), join(folder, 'out')];
  for (const path of [input, out]) mkdirSync(path);
  fill(input);
  const inside = (path: string, name: string): string => (bench.engine.isolates ? `/impulse/${name}` : path);
  const mounts: Mount[] = [{ host: input, inside: inside(input, 'in') }, { host: out, inside: inside(out, 'out'), writable: true }];
  const spec: StepSpec = {
    key: `case-${process.pid}-${++count}`,
    id: 'case',
    ...(bench.image === undefined ? {} : { image: bench.image }),
    argv: ['sh', '-c', script],
    cwd: inside(out, 'out'),
    mounts,
    ...change,
    env: { PATH: '/usr/bin:/bin', ...change.env, IN: mounts[0].inside, OUT: mounts[1].inside },
  };
  return { spec, out };
}

function submit(bench: Bench, ...work: Parameters<typeof describe> extends [Bench, ...infer Rest] ? Rest : never): { handle: StepHandle; spec: StepSpec; out: string } {
  const { spec, out } = describe(bench, ...work);
  return { handle: bench.engine.submit(spec), spec, out };
}

async function perform(bench: Bench, script: string, change: Partial<StepSpec> = {}, fill?: (folder: string) => void): Promise<Performed> {
  const { handle, spec, out } = submit(bench, script, change, fill);
  const lines: LogLine[] = [];
  for await (const line of handle.logs) lines.push(line);
  expect(existsSync(out)).toBe(true);
  return { end: await handle.result, lines, out, key: spec.key };
}

function digest(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
