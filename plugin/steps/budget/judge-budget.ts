import type { Estimate, VariantEstimate } from '../../estimate/estimate';
import type { Budget } from '../../manifest/manifest';
import type { AnomalyEvaluation, ClassEvaluation, Evaluation, LearnEvaluation } from '../evaluate/evaluation';

/** One line of a budget. Accuracy, F1 and AUC are shares, RAM and flash are bytes, latency is milliseconds. */
export interface Verdict {
  what: 'accuracy' | 'f1' | 'auc' | 'ram' | 'flash' | 'latency';
  /** Absent where nothing gave the figure: the budget then counts as broken. */
  value?: number;
  limit: number;
  ok: boolean;
  /** DSP blocks without C++, whose cost is not in the figure. */
  without?: string[];
  /** Where a broken figure comes from, and what would help. */
  help?: string;
}

/** Figures of the impulse itself, the same on every target: a limit is the least that they may be. */
const SHARES: ReadonlySet<Verdict['what']> = new Set<Verdict['what']>(['accuracy', 'f1', 'auc']);

/** Holds the int8 impulse on one target against its budget: accuracy, F1 and AUC on the test split, RAM, flash and the dearest window. */
export function judgeBudget(budget: Budget, evaluation: Evaluation, { int8, without }: Pick<Estimate, 'int8' | 'without'>): Verdict[] {
  const limits: [Verdict['what'], number | undefined, number | undefined, () => string][] = [
    ['accuracy', leastFigure(evaluation, 'classes', 'accuracy'), budget.accuracy, () => helpAccuracy(evaluation)],
    ['f1', leastFigure(evaluation, 'classes', 'macroF1'), budget.f1, () => helpAccuracy(evaluation)],
    ['auc', leastFigure(evaluation, 'anomaly', 'auc'), budget.auc, () => helpAuc(evaluation)],
    [
      'ram',
      largestOf(int8, 'ramBytes').bytes,
      budget.ramBytes,
      () => helpBytes(int8, 'ramBytes', 'a smaller model input or fewer channels in its first layers'),
    ],
    ['flash', largestOf(int8, 'flashBytes').bytes, budget.flashBytes, () => helpBytes(int8, 'flashBytes', 'fewer channels or layers')],
    ['latency', int8.latencyMs, budget.latencyMs, () => helpLatency(int8)],
  ];
  return limits.flatMap(([what, value, limit, help]) => {
    if (limit === undefined) return [];
    const ok = value !== undefined && (SHARES.has(what) ? value >= limit : value <= limit);
    const missing = SHARES.has(what) || without === undefined ? {} : { without };
    return [{ what, value, limit, ok, ...missing, ...(ok ? {} : { help: value === undefined ? missingFigure(what) : help() }) }];
  });
}

/** What would give a figure that nothing gave. */
function missingFigure(what: Verdict['what']): string {
  const needs = {
    classes: ': every classifier needs windows on the test side',
    anomaly: ': every anomaly detector needs normal windows and anomalies on the test side',
    target: '',
  };
  const kind = what === 'auc' ? 'anomaly' : SHARES.has(what) ? 'classes' : 'target';
  return `nothing gave this figure${needs[kind]}`;
}

type Figure = 'accuracy' | 'macroF1' | 'auc';

/** The learn block with the least decides: an impulse is as good as its weakest part. */
function leastFigure({ learn }: Evaluation, kind: LearnEvaluation['result'], figure: Figure): number | undefined {
  const sides = learn.filter(({ result }) => result === kind).map(({ int8 }) => int8.test as Partial<Record<Figure, number>> | undefined);
  const figures = sides.flatMap((side) => side?.[figure] ?? []);
  return figures.length === sides.length && figures.length > 0 ? Math.min(...figures) : undefined;
}

/** The label that is told from normal windows least well, of whichever detector. */
function helpAuc({ learn }: Evaluation): string {
  const labels = learn.flatMap(({ name, int8 }) => {
    const test = int8.test as AnomalyEvaluation | undefined;
    return (test?.labels ?? []).flatMap(({ label, auc }) => (auc === undefined ? [] : [{ name, label, auc }]));
  });
  const worst = labels.sort((a, b) => a.auc - b.auc)[0];
  const advice = 'other features or more normal recordings would help';
  if (!worst) return advice;
  return `"${worst.name}" tells "${worst.label}" from normal windows least well (${(worst.auc * 100).toFixed(1)} %); ${advice}`;
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

/** A figure, what it is the sum of, and what it is of where that is not plain. */
interface Bytes extends Pick<VariantEstimate, 'parts'> {
  bytes: number;
  of: string;
}

/** Firmware runs whole windows, and feeds a stream where the manifest says so: the limit holds for both. */
function largestOf(variant: VariantEstimate, key: 'ramBytes' | 'flashBytes'): Bytes {
  const { stream } = variant;
  if (!stream?.isAsked || stream[key] <= variant[key]) return { bytes: variant[key], parts: variant.parts, of: '' };
  const { windowBytes } = stream.memory;
  const window = key === 'ramBytes' && windowBytes > 0 ? `, ${windowBytes.toLocaleString('en-US')} B of it samples of the window` : '';
  const of = `fed with a stream (push_samples${window}; without "streaming: true" of the input, run_impulse is judged alone); `;
  return { bytes: stream[key], parts: stream.parts, of };
}

function helpBytes(variant: VariantEstimate, key: 'ramBytes' | 'flashBytes', advice: string): string {
  const { parts = [], of } = largestOf(variant, key);
  const largest = [...parts].sort((a, b) => b[key] - a[key])[0];
  return of + (largest
    ? `largest part: ${largest.object}, ${largest[key].toLocaleString('en-US')} B; ${advice} would help`
    : `${advice} would help`);
}

function helpLatency({ stages }: VariantEstimate): string {
  const slowest = [...stages].sort((a, b) => b.latencyMs - a.latencyMs)[0];
  if (!slowest) return 'a smaller model would help';
  const takes = `${slowest.name} takes ${slowest.latencyMs.toFixed(1)} ms of it`;
  const without = slowest.name === 'dsp' ? '; on a core without an FPU, "arithmetic: q15" of its blocks does' : '';
  return `${takes}: make that smaller first${without}`;
}
