/** Deeper than anything that people or their programs write. */
export const DEEPEST = 100;

/**
 * Parses JSON that comes from elsewhere. What is nested without measure is refused here: whoever walks through it later would run out of
 * stack, and some of them end the process by it.
 *
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (isDeeper(value)) throw new SyntaxError(`it is nested deeper than ${DEEPEST} levels`);
  return value;
}

/** Goes no further down than it may; recordings are long lists of short ones, so that nothing is made for each of them. */
function isDeeper(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (depth > DEEPEST) return true;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) if (isDeeper(inner, depth + 1)) return true;
  return false;
}
