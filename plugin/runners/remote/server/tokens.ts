import { createHash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ImpulseError } from '../../../errors';

/** Who may do what. The write token reads as well. */
export interface Tokens {
  read?: string;
  write: string;
}

/** What a request may do; who may write may read. */
export type Access = 'none' | 'read' | 'write';

/**
 * The tokens from files, else from environment variables: never from the command line, which every user of a machine can read.
 *
 * @throws ImpulseError IMP_SERVER_TOKEN without a write token, or for a file that holds none. What was given as a file's name is not
 * shown: it may be the token.
 */
export function readTokens(writeFile: string | undefined, readFile: string | undefined): Tokens {
  const write = readToken('write', writeFile);
  if (write === undefined) throw tokenError('write', 'without one everybody could write');
  return { write, read: readToken('read', readFile) };
}

function readToken(kind: 'read' | 'write', file: string | undefined): string | undefined {
  if (file === undefined) return process.env[variableOf(kind)] || undefined;
  const token = readText(file)?.trim();
  if (!token) throw tokenError(kind, `--${kind}-token names no file that holds one`);
  return token;
}

function tokenError(kind: 'read' | 'write', problem: string): ImpulseError {
  return new ImpulseError('IMP_SERVER_TOKEN', { kind, problem, variable: variableOf(kind) });
}

function variableOf(kind: 'read' | 'write'): string {
  return `NX_IMPULSE_${kind.toUpperCase()}_TOKEN`;
}

/** What the header `authorization` of a request allows. */
export function accessOf(authorization: string | undefined, { read, write }: Tokens): Access {
  const given = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
  if (given === undefined) return 'none';
  if (isEqual(given, write)) return 'write';
  return read !== undefined && isEqual(given, read) ? 'read' : 'none';
}

/** In the same time, however much of the token is right. */
function isEqual(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
