import { writeSync } from 'node:fs';

/** How far a step is: what is shown while it works. */
export interface ProgressEvent {
  message: string;
  /** 0..1, where it is known. */
  done?: number;
}

/**
 * In front of a line of standard output that reports progress as JSON: `::progress {"message":"epoch 3","done":0.1}`. A line, because
 * that is what every engine carries and every language can print.
 */
const MARK = '::progress ';

/** Prints progress for the runner that listens. */
export function printProgress(event: ProgressEvent): void {
  try {
    writeSync(1, `${MARK}${JSON.stringify(event)}\n`);
  } catch (error) {
    if (!['EPIPE', 'EAGAIN'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

/** `40 %  epoch 12/30` */
export function describeProgress({ message, done }: ProgressEvent): string {
  return done === undefined ? message : `${Math.floor(done * 100)} %  ${message}`;
}

/** The progress that a line reports, or undefined for any other line. */
export function readProgress(line: string): ProgressEvent | undefined {
  if (!line.startsWith(MARK)) return undefined;
  try {
    const { message, done } = JSON.parse(line.slice(MARK.length)) as Partial<ProgressEvent>;
    return { message: String(message ?? ''), ...(typeof done === 'number' ? { done: Math.min(1, Math.max(0, done)) } : {}) };
  } catch {
    return undefined;
  }
}
