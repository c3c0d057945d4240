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

function isDeeper(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one).filter(isBranch) : []));
  }
  return false;
}

function isBranch(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
