import { costOfLine } from './flash-cycles';
import type { LogFit } from './fit-log';
import type { Target } from './target';

/** A log beside the model as Markdown: a row for each layer with what `target.json` says now, and with what fits best. */
export function describeLogFit({ log, fit }: LogFit, target: Target, build: string): string {
  const now = costOfLine(target) ?? 0;
  const before = fit.rows.map(({ zeroWait, missedLines }) => zeroWait + missedLines * now);
  const cells = fit.rows.map(({ name, published, zeroWait, missedLines, modelled, error, leftOut }, index) => {
    const counted = [published, zeroWait, missedLines, before[index]].map(group);
    return [name, ...counted, percent(before[index] / published - 1), group(modelled), percent(error), percent(leftOut)];
  });
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  const measured = sum(fit.rows.map(({ published }) => published));
  const modelled = sum(fit.rows.map((row) => row.modelled));
  const sums = [measured, sum(fit.rows.map(({ zeroWait }) => zeroWait)), sum(fit.rows.map(({ missedLines }) => missedLines)), sum(before)];
  const errors = [sum(before), modelled].map((cycles) => percent(cycles / measured - 1));
  const all = ['all layers', ...sums.map(group), errors[0], group(modelled), errors[1], ''];
  const means = `Mean error ${share(fit.meanError)}; left one out ${share(fit.meanLeftOut)}, each layer by its cycles.`;
  const stages = `in cycles: dsp ${group(log.dsp)}, models ${group(log.nn)}, post ${group(log.post)}`;
  return [
    '| layer | measured | without wait states | lines missed | modelled now | error | fitted | error | left out |',
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|',
    ...[...cells, all].map((row) => `| ${row.join(' | ')} |`),
    '',
    `Cycles. ${describeCost(fit.cyclesPerLine, target)} ${means}`,
    `Measured: impulse "${log.impulse}", ${log.toolchain}, flags ${log.flags}${describeClock(log.clockHz, target)}; ${stages}.`,
    `Counted: the same library, ${build}.`,
  ].join('\n');
}

function describeCost(cyclesPerLine: number | undefined, { flashCache, waitStates }: Target): string {
  if (cyclesPerLine === undefined || !flashCache) return 'Nothing is fitted: target.json has no flashCache, so this flash is not modelled.';
  const states = (cyclesPerLine / flashCache.readsPerLine).toFixed(1);
  return `Fitted: ${cyclesPerLine} cycles a missed line, which is ${states} wait states a read (target.json: ${waitStates!.value}).`;
}

function describeClock(clockHz: number | undefined, target: Target): string {
  if (clockHz === undefined) return '';
  const differs = target.clockHz && target.clockHz.value !== clockHz;
  return ` at ${clockHz / 1e6} MHz${differs ? ` (target.json says ${target.clockHz!.value / 1e6}: wait states follow the clock)` : ''}`;
}

function group(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',');
}

function percent(value: number): string {
  const magnitude = share(Math.abs(value));
  return magnitude === '0.0 %' ? magnitude : `${value < 0 ? '-' : '+'}${magnitude}`;
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
