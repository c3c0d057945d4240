import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { ImpulseError, ImpulseErrors, type SourceSpan } from './errors';

const FRAME_WIDTH = 140;

/**
 * What a person sees of an error: place, code, message, the line with carets below what is wrong, and the fix. Errors that are not
 * ours keep their message only; `NX_IMPULSE_DEBUG` adds their stack.
 *
 * @param texts contents of files by the name in the span, for manifests that are not on disk.
 */
export function frameErrors(error: unknown, texts: Record<string, string> = {}): string {
  if (error instanceof ImpulseErrors) return error.errors.map((one) => frameError(one, texts)).join('\n\n');
  if (error instanceof ImpulseError) return frameError(error, texts);
  const refusal = refusalOf(error);
  if (refusal) return frameError(refusal, texts);
  const message = error instanceof Error ? error.message : String(error);
  const stack = process.env.NX_IMPULSE_DEBUG && error instanceof Error ? `\n${error.stack}` : '';
  return `${message}${stack}`;
}

/**
 * What the system refused, as an error of ours: a path that it does not let us use, or a disk that is full. Undefined for any other error.
 */
export function refusalOf(error: unknown): ImpulseError | undefined {
  if (!(error instanceof Error) || !('syscall' in error)) return undefined;
  const { code, path, message } = error as NodeJS.ErrnoException;
  // Node words it as `EACCES: permission denied, open '/x'`; writing to an open file names no path.
  const [, problem = message, operation = ''] = /: ([^,]+)(?:, (.*))?/s.exec(message) ?? [];
  if (code === 'ENOSPC' || code === 'EDQUOT') return new ImpulseError('IMP_DISK_FULL', { operation });
  if (path === undefined) return undefined;
  // Making a folder with all that is above it cannot fail for want of a folder: so Node reports a disk that is read-only.
  const isMade = (error as NodeJS.ErrnoException).syscall === 'mkdir' && code === 'ENOENT';
  return new ImpulseError('IMP_PATH_REFUSED', { path, problem: isMade ? 'it cannot be made (read-only file system)' : problem });
}

function frameError(error: ImpulseError, texts: Record<string, string>): string {
  const { span, code, message, fix } = error;
  if (!span) return `${code}  ${message}\n  fix: ${fix}`;
  const place = `${displayPath(span.file)}:${span.line}:${span.column}`;
  return [`${place}  ${code}  ${message}`, ...frameLines(span, texts, code === 'IMP_SECRET_WRITTEN'), `  fix: ${fix}`].join('\n');
}

/** The source line and its carets; a long line is cut around what is wrong. What nobody may see is shown as stars. */
function frameLines(span: SourceSpan, texts: Record<string, string>, hidden: boolean): string[] {
  const text = texts[span.file] ?? (existsSync(span.file) ? readFileSync(span.file, 'utf8') : '');
  const written = text.replace(/^\uFEFF/, '').split(/\r?\n/)[span.line - 1];
  if (written === undefined) return [];
  const marked = written.slice(span.column - 1, span.column - 1 + span.length);
  const line = hidden ? written.replaceAll(marked, '*'.repeat(marked.length)) : written;
  const cut = line.length > FRAME_WIDTH ? Math.max(0, span.column - 1 - FRAME_WIDTH / 2) : 0;
  const shown = line.slice(cut, cut + FRAME_WIDTH).replace(/\t/g, ' ');
  const column = span.column - 1 - cut;
  const margin = `  ${span.line} | `;
  const carets = '^'.repeat(Math.max(1, Math.min(span.length, shown.length - column)));
  return [margin + shown, `${' '.repeat(margin.length - 2)}| ${' '.repeat(column)}${carets}`];
}

function displayPath(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? file : path;
}
