import { readFileSync } from 'node:fs';

/**
 * The fields of `/proc/<pid>/stat` behind the program's name in brackets, which may hold anything: proc(5) counts them from 3, this list
 * from 0. Undefined where there is no such process, or no `/proc`.
 */
export function readStatFields(pid: number | 'self'): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
  } catch {
    return undefined;
  }
}

/** When a process began, in the kernel's ticks: tells it from a later one with the same number. Undefined once it has ended. */
export function birthOf(pid: number): string | undefined {
  const fields = readStatFields(pid);
  return fields === undefined || fields[0] === 'Z' ? undefined : fields[19];
}
