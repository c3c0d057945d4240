import { ImpulseError, ImpulseErrors } from '../errors';

/** One thing that a contract asks for. */
export interface Check {
  name: string;
  /** `warning`: an impulse runs all the same. */
  state: 'ok' | 'warning' | 'failed';
  /** What was seen. */
  found: string;
  /** What to do where it is not as it should be. */
  fix?: string;
}

/** What a check saw: good in words, or what is wrong and what to do. */
export type Finding = string | { problem: string; fix: string; isWarning?: boolean };

/** Checks in the order in which they are made. */
export class Checklist {
  readonly checks: Check[] = [];

  /** @returns whether what stands on this check can be checked as well: false where it threw. */
  async add(name: string, look: () => Finding | Promise<Finding>): Promise<boolean> {
    try {
      this.checks.push({ name, ...describeFinding(await look()) });
      return true;
    } catch (error) {
      if (!(error instanceof ImpulseError) && !(error instanceof ImpulseErrors)) throw error;
      for (const { code, message, fix } of error instanceof ImpulseErrors ? error.errors : [error]) {
        this.checks.push({ name, state: 'failed', found: `${code}  ${message.trim()}`, fix });
      }
      return false;
    }
  }

  get failed(): number {
    return this.checks.filter(({ state }) => state === 'failed').length;
  }
}

/** A table for a terminal: what to do stands below what is wrong. */
export function describeChecks(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ name }) => name.length));
  const indent = ' '.repeat(width + 11);
  const lines = checks.flatMap(({ name, state, found, fix }) => [
    `${state.padEnd(8)} ${name.padEnd(width)}  ${found.replaceAll('\n', `\n${indent}`)}`,
    ...(fix === undefined ? [] : [`${indent}fix: ${fix}`]),
  ]);
  return lines.join('\n');
}

function describeFinding(finding: Finding): Omit<Check, 'name'> {
  if (typeof finding === 'string') return { state: 'ok', found: finding };
  return { state: finding.isWarning ? 'warning' : 'failed', found: finding.problem, fix: finding.fix };
}
