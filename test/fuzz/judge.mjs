import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Longer than any sentence that helps. */
const LONGEST_MESSAGE = 20_000;

/**
 * Judges what a reader threw: an error of the table, worded in full and, for manifests, with its place, is right.
 *
 * @returns {(error: unknown, kind: string, text: string) => string | undefined} what is wrong with it
 */
export function openJudge(dist) {
  const load = (path) => createRequire(import.meta.url)(join(dist, path));
  const { ERRORS, ImpulseError, ImpulseErrors } = load('plugin/errors');
  const { frameErrors } = load('plugin/frame-errors');

  function judgeOne(error, kind, text) {
    if (!(error instanceof ImpulseError)) return `not an error of the table: ${describe(error)}`;
    if (!(error.code in ERRORS)) return `the code ${error.code} is not in the table`;
    const words = `${error.message}\n${error.fix}`;
    if (words.length > LONGEST_MESSAGE) return `${error.code}: a message of ${words.length} characters`;
    if (/\bundefined\b|\[object |^ {4}at .*:\d+:\d+/m.test(withoutQuotes(words, text))) return `${error.code} is not worded: ${words}`;
    if (kind === 'manifest' && !isInside(error.span, text)) return `${error.code} has no place in the text: ${JSON.stringify(error.span)}`;
    return undefined;
  }

  return (error, kind, text) => {
    const errors = error instanceof ImpulseErrors ? error.errors : [error];
    if (errors.length === 0) return 'an empty list of errors';
    if (kind === 'manifest' && !(error instanceof ImpulseErrors)) return `not a list of errors with places: ${describe(error)}`;
    const wrong = errors.map((one) => judgeOne(one, kind, text)).find(Boolean);
    if (wrong) return wrong;
    frameErrors(error, { [errors[0].span?.file ?? '']: text });
    return undefined;
  };
}

/** What the input says itself may read like anything. */
function withoutQuotes(words, text) {
  return /undefined|\[object/.test(text) ? '' : words;
}

function isInside(span, text) {
  if (!span) return false;
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return span.line >= 1 && span.line <= lines.length + 1 && span.column >= 1 && span.column <= (lines[span.line - 1] ?? '').length + 1;
}

function describe(error) {
  return error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join('\n') : String(error);
}
