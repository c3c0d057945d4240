import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Words in front of a command that keep it to so many CPUs of those that this process may use: none where nothing is to be limited. */
export function limitCpus(cpus: number | undefined): string[] {
  const allowed = allowedCpus();
  const count = Math.max(1, Math.floor(cpus ?? Infinity));
  if (count >= allowed.length || spawnSync('taskset', ['--version']).status !== 0) return [];
  return ['taskset', '-c', allowed.slice(0, count).join(',')];
}

/** `Cpus_allowed_list: 0-3,8` of `proc(5)`; empty on other systems. */
function allowedCpus(): number[] {
  try {
    const [, list] = /^Cpus_allowed_list:\s*(.+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))!;
    return list.split(',').flatMap((range) => {
      const [first, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, i) => first + i);
    });
  } catch {
    return [];
  }
}
