import type { Verdict } from './judge-budget';

/** `flash 71,224 B, limit 64,000 B`: exact, because a budget is broken by one byte too. */
export function describeVerdict({ what, value, limit, without }: Verdict): string {
  const format = (figure: number | undefined): string => {
    if (figure === undefined) return 'unknown';
    if (what === 'accuracy' || what === 'f1' || what === 'auc') return `${(figure * 100).toFixed(2)} %`;
    return what === 'latency' ? `${figure.toFixed(2)} ms` : `${figure.toLocaleString('en-US')} B`;
  };
  return `${what} ${format(value)}${describeWithout(without)}, limit ${format(limit)}`;
}

/** ` without "gait"`, or nothing. */
export function describeWithout(without: readonly string[] = []): string {
  return without.length === 0 ? '' : ` without "${without.join('", "')}"`;
}
