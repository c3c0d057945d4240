import type { TargetFit } from './fit-target';
import type { Points } from './read-points';

/** The fit as Markdown: a row for each published time, and the mean errors. It stands in the target's README as it is printed. */
export function describeFit(fit: TargetFit, { source, build }: Points): string {
  const cost = fit.cyclesPerLine === undefined ? 'none: this flash is not modelled' : `${fit.cyclesPerLine} cycles a missed line`;
  return [
    '| program | published | without wait states | lines missed | modelled | error | left out |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...fit.rows.map(({ name, published, zeroWait, missedLines, modelled, error, leftOut }) => {
      const cycles = [mega(published), mega(zeroWait), count(missedLines), mega(modelled)];
      return `| ${[name, ...cycles, percent(error), percent(leftOut)].join(' | ')} |`;
    }),
    '',
    `Mega cycles. Fitted: ${cost}. Mean error ${share(fit.meanError)}; left one out ${share(fit.meanLeftOut)}.`,
    `Published: ${source}. Counted: ${build}.`,
  ].join('\n');
}

function mega(cycles: number): string {
  return (cycles / 1e6).toFixed(3);
}

function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

function percent(value: number): string {
  const magnitude = share(Math.abs(value));
  return magnitude === '0.0 %' ? magnitude : `${value < 0 ? '-' : '+'}${magnitude}`;
}

function share(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
