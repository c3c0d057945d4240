import type { Estimate, VariantEstimate } from '../../estimate/estimate';
import type { Budget } from '../../manifest/manifest';
import type { ClassEvaluation, Evaluation } from '../evaluate/evaluation';

/** One line of a budget. Accuracy is a share, RAM and flash are bytes, latency is milliseconds. */
export interface Verdict {
  what: 'accuracy' | 'ram' | 'flash' | 'latency';
  /** Absent where nothing gave the figure: the budget then counts as broken. */
  value?: number;
  limit: number;
  ok: boolean;
  /** DSP blocks without C++, whose cost is not in the figure. */
  without?: string[];
  /** Where a broken figure comes from, and what would help. */
  help?: string;
}

/** Holds the int8 impulse on one target against its budget: accuracy on the test split, RAM, flash and the dearest window. */
export function judgeBudget(budget: Budget, evaluation: Evaluation, { int8, without }: Pick<Estimate, 'int8' | 'without'>): Verdict[] {
  const limits: [Verdict['what'], number | undefined, number | undefined, () => string][] = [
    ['accuracy', testAccuracy(evaluation), budget.accuracy, () => helpAccuracy(evaluation)],
    [
      'ram',
      int8.ramBytes,
      budget.ramBytes,
      () => helpBytes(int8, 'ramBytes', 'a smaller model input or fewer channels in its first layers'),
    ],
    ['flash', int8.flashBytes, budget.flashBytes, () => helpBytes(int8, 'flashBytes', 'fewer channels or layers')],
    ['latency', int8.latencyMs, budget.latencyMs, () => helpLatency(int8)],
  ];
  return limits.flatMap(([what, value, limit, help]) => {
    if (limit === undefined) return [];
    const ok = value !== undefined && (what === 'accuracy' ? value >= limit : value <= limit);
    const missing = what === 'accuracy' || without === undefined ? {} : { without };
    return [{ what, value, limit, ok, ...missing, ...(ok ? {} : { help: value === undefined ? 'nothing gave this figure' : help() }) }];
  });
}

/** The least accurate classifier decides: an impulse is as good as its weakest part. */
function testAccuracy({ learn }: Evaluation): number | undefined {
  const shares = learn.filter(({ result }) => result === 'classes').map(({ int8 }) => (int8.test as ClassEvaluation | undefined)?.accuracy);
  return shares.every((share) => share !== undefined) && shares.length > 0 ? Math.min(...(shares as number[])) : undefined;
}

function helpAccuracy({ learn }: Evaluation): string {
  const classes = learn
    .flatMap(({ int8 }) => (int8.test as ClassEvaluation | undefined)?.perClass ?? [])
    .filter(({ windows }) => windows > 0);
  const worst = classes.sort((a, b) => a.recall - b.recall)[0];
  const train = learn.map(({ int8 }) => (int8.train as ClassEvaluation | undefined)?.accuracy).find((share) => share !== undefined);
  const start = worst ? `"${worst.label}" is found least often (${(worst.recall * 100).toFixed(1)} %); ` : '';
  if (train === undefined) return start;
  const advice = train > 0.95 ? 'more data or augmentation' : 'a larger model or more epochs';
  return `${start}on the training split it is ${(train * 100).toFixed(1)} %: ${advice} would help`;
}

function helpBytes({ parts = [] }: VariantEstimate, key: 'ramBytes' | 'flashBytes', advice: string): string {
  const largest = [...parts].sort((a, b) => b[key] - a[key])[0];
  return largest
    ? `largest part: ${largest.object}, ${largest[key].toLocaleString('en-US')} B; ${advice} would help`
    : `${advice} would help`;
}

function helpLatency({ stages }: VariantEstimate): string {
  const slowest = [...stages].sort((a, b) => b.latencyMs - a.latencyMs)[0];
  if (!slowest) return 'a smaller model would help';
  const takes = `${slowest.name} takes ${slowest.latencyMs.toFixed(1)} ms of it`;
  const without = slowest.name === 'dsp' ? '; on a core without an FPU, "arithmetic: q15" of its blocks does' : '';
  return `${takes}: make that smaller first${without}`;
}
