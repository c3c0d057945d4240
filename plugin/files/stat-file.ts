import { type Stats, statSync } from 'node:fs';

/** What a path leads to, or undefined where it leads nowhere: nothing is there, or a link points to nothing or to itself. */
export function statIfThere(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return undefined;
    throw error;
  }
}
