/** Where in the text of a `target.json` the cost of a missed line stands, and what to change there. */
export interface CostPlace {
  /** From 1. */
  line: number;
  change: string;
}

/**
 * The line to change: that of `flashCache.cyclesPerLine.value`, or that of the `flashCache` which has to get one. undefined where the
 * target has no `flashCache`.
 */
export function locateCost(text: string, value: number): CostPlace | undefined {
  const cache = text.search(/"flashCache"\s*:/);
  if (cache < 0) return undefined;
  const cost = text.indexOf('"cyclesPerLine"', cache);
  const found = cost < 0 ? null : /"value"\s*:\s*([-+.\deE]+)/.exec(text.slice(cost));
  if (!found) return { line: lineAt(text, cache), change: `give flashCache a "cyclesPerLine": { "value": ${value}, "source": "..." }` };
  return { line: lineAt(text, cost + found.index), change: `the "value" of cyclesPerLine: ${found[1]} -> ${value}` };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
