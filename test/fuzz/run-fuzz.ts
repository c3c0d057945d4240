import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { sayProgress } from '../say-progress';

/** Cases of one kind; equal requests give equal inputs. */
export interface FuzzRequest {
  kind: string;
  seed: number;
  /** Number of the first case; default: 0. */
  first?: number;
  cases: number;
  /** Folder of the items that are changed. */
  corpus: string;
  /** Folder for everything else. */
  folder: string;
  /** Inputs that reach new code are changed further: finds more, and a case follows from those before it. */
  guided?: boolean;
  /** How many changed inputs that were good are kept in `<folder>/good`; default: none. */
  keep?: number;
}

export interface WorkerRequest extends Required<FuzzRequest> {
  dist: string;
  findings: string;
  good: string;
  progress: string;
  memoryBytes: number;
}

export interface Finding {
  /** Of the case; negative for an item of the corpus. */
  number: number;
  problem: string;
  /** The input, kept. */
  file?: string;
}

export interface FuzzResult {
  findings: Finding[];
  /** Inputs that were good. */
  accepted: number;
  peakBytes: number;
}

/** Nothing that is refused or read computes for longer. Time on the clock would blame a case for a machine that has much else to do. */
const LONGEST_MS = 10_000;
/** One that waits for something computes nothing. */
const LONGEST_WAIT_MS = 600_000;
/** Of `/proc`: hundredths of a second on every Linux. */
const TICK_MS = 10;
/** What one input of some kB may take for itself. */
const CASE_BYTES = 128e6;
/** What Node may keep before it has to collect. */
const HEAP_MB = 256;

/** Runs cases in processes of their own: one that crashes or hangs is a finding, and the next ones go on behind it. */
export async function fuzz(request: FuzzRequest): Promise<FuzzResult> {
  const { folder, first = 0, cases } = request;
  const result: FuzzResult = { findings: [], accepted: 0, peakBytes: 0 };
  for (const name of ['cases', 'findings', 'good']) mkdirSync(join(folder, name), { recursive: true });
  for (let next = first; next < first + cases; ) {
    const stopped = await runWorker({ ...request, first: next, cases: first + cases - next }, result);
    if (stopped === undefined) break;
    result.findings.push(stopped);
    next = Math.max(next, stopped.number) + 1;
  }
  return result;
}

/** @returns the case that ended the process, or undefined where it came to the end. */
function runWorker(request: FuzzRequest & { first: number }, result: FuzzResult): Promise<Finding | undefined> {
  const { folder, guided = false, keep = 0, first } = request;
  const progress = join(folder, `progress-${request.kind}`);
  rmSync(progress, { force: true });
  const dist = resolve(__dirname, '../../plugin/dist');
  const places = { dist, findings: join(folder, 'findings'), progress, folder: join(folder, 'cases', request.kind) };
  const worker: WorkerRequest = { ...request, ...places, guided, keep, good: join(folder, 'good'), memoryBytes: CASE_BYTES };
  const options = [`--max-old-space-size=${HEAP_MB}`, '--max-semi-space-size=8', join(__dirname, 'worker.mjs'), JSON.stringify(worker)];
  const child = spawn(process.execPath, options, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, TMPDIR: folder } });
  let errors = '';
  let isDone = false;
  child.stderr.on('data', (piece) => (errors = `${errors}${piece}`.slice(-2000)));
  createInterface(child.stdout).on('line', (line) => {
    const { done, accepted, peakBytes, ...finding } = JSON.parse(line) as Finding & { done?: boolean; accepted: number; peakBytes: number };
    if (!done) return void result.findings.push(finding);
    isDone = true;
    result.accepted += accepted;
    result.peakBytes = Math.max(result.peakBytes, peakBytes);
  });
  const say = sayProgress(`cases of the kind ${request.kind}`, first + request.cases);
  const look = (): number | undefined => {
    const at = caseOf(progress);
    if (at !== undefined) say(at);
    return at;
  };
  const watch = watchProgress(look, () => cpuMs(child.pid!), () => child.kill('SIGKILL'));
  return new Promise((done) => {
    child.on('close', (code, signal) => {
      const hung = watch.stop();
      if (isDone) return done(undefined);
      const problem = hung ? `it took longer than ${LONGEST_MS / 1000} s` : `the process ended (${signal ?? code}): ${errors}`;
      done({ number: caseOf(progress) ?? first, problem });
    });
  });
}

function caseOf(progress: string): number | undefined {
  const text = existsSync(progress) ? readFileSync(progress, 'utf8') : '';
  return text.trim() === '' ? undefined : Number(text);
}

/** What a process computed so far; 0 where the system does not tell, so that only waiting is limited. */
function cpuMs(pid: number): number {
  try {
    const [user, system] = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ').slice(11, 13);
    return TICK_MS * (Number(user) + Number(system));
  } catch {
    return 0;
  }
}

/** Calls `onHang` where the case stays the same for too long. */
function watchProgress(read: () => number | undefined, spent: () => number, onHang: () => void): { stop(): boolean } {
  let [last, since, computed, hung]: [number | undefined, number, number, boolean] = [undefined, Date.now(), spent(), false];
  const timer = setInterval(() => {
    const now = read();
    if (now !== last) [last, since, computed] = [now, Date.now(), spent()];
    if (spent() - computed < LONGEST_MS && Date.now() - since < LONGEST_WAIT_MS) return;
    hung = true;
    onHang();
  }, 500);
  return {
    stop() {
      clearInterval(timer);
      return hung;
    },
  };
}
