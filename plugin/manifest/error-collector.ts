import { type ErrorCode, type ErrorDetails, ImpulseError, ImpulseErrors } from '../errors';
import type { SchemaProblem } from '../../schemas/validate';
import { locate, type Part } from './locate';
import type { YamlSource } from './parse-yaml';
import { wordProblem } from './word-problem';

/** Gathers what is wrong with one manifest, so that one run tells everything. */
export interface ErrorCollector {
  report(code: ErrorCode, details: ErrorDetails, path: readonly string[], part?: Part): void;
  /** Errors that another file holds; `path` is what named it. */
  add(errors: readonly ImpulseError[], path: readonly string[]): void;
  /** Problems of a part that stands at `path`. */
  reportProblems(problems: readonly SchemaProblem[], path: readonly string[]): void;
  /** True where something at, above or below `path` is wrong already: what depends on it is not looked at. */
  isBroken(path: readonly string[]): boolean;
  /** @throws ImpulseErrors, sorted by position, if there are any. */
  throwIfAny(): void;
}

/** Begins with what the schema found; what is wrong already is not reported again by what depends on it. */
export function collectErrors(source: YamlSource, first: readonly ImpulseError[]): ErrorCollector {
  const errors = [...first];
  const brokenPaths: (readonly string[])[] = [];
  const report: ErrorCollector['report'] = (code, details, path, part = 'value') => {
    brokenPaths.push(path);
    errors.push(new ImpulseError(code, details, locate(source, path, part)));
  };
  return {
    report,
    add(more, path) {
      brokenPaths.push(path);
      errors.push(...more);
    },
    reportProblems(problems, base) {
      for (const problem of problems) {
        const worded = wordProblem(problem, base);
        if (worded) report(worded.code, worded.details, worded.path, worded.part);
      }
    },
    isBroken: (path) => brokenPaths.some((broken) => path.every((step, i) => i >= broken.length || broken[i] === step)),
    throwIfAny() {
      if (errors.length > 0) throw new ImpulseErrors(errors.sort(byPosition));
    },
  };
}

/** Files stay in the order in which they were named. */
function byPosition(a: ImpulseError, b: ImpulseError): number {
  if (a.span?.file !== b.span?.file) return 0;
  return (a.span?.line ?? 0) - (b.span?.line ?? 0) || (a.span?.column ?? 0) - (b.span?.column ?? 0);
}
