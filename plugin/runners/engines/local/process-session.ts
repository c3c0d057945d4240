import { readdirSync, readFileSync } from 'node:fs';
import { readStatFields } from '../../../files/process-facts';

interface ProcessFacts {
  pid: number;
  session: number;
  residentBytes: number;
}

const PAGE_BYTES = 4096;

/** Sends a signal to a session's leader and to everything that still belongs to it. */
export function signalSession(leader: number, signal: NodeJS.Signals): void {
  for (const target of [-leader, ...sessionMembers(leader).map(({ pid }) => pid)]) {
    try {
      process.kill(target, signal);
    } catch (error) {
      // macOS says EPERM of a group in which all have ended.
      if (!['ESRCH', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
}

/** Memory that a session's processes hold now; 0 where the system has no `/proc`. */
export function residentBytes(leader: number): number {
  return sessionMembers(leader).reduce((sum, facts) => sum + facts.residentBytes, 0);
}

/** How often Linux has ended a process for want of memory since it started. */
export function countOomKills(): number {
  return Number(/^oom_kill (\d+)$/m.exec(readText('/proc/vmstat'))?.[1] ?? 0);
}

function sessionMembers(leader: number): ProcessFacts[] {
  return listProcesses().filter(({ session }) => session === leader);
}

function listProcesses(): ProcessFacts[] {
  return processIds().flatMap((pid) => {
    const fields = readStatFields(pid) ?? [];
    const facts = { pid, session: Number(fields[3]), residentBytes: Number(fields[21]) * PAGE_BYTES };
    return fields[0] === 'Z' || Number.isNaN(facts.session) ? [] : [facts];
  });
}

function processIds(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter((pid) => pid > 0);
  } catch {
    return [];
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
