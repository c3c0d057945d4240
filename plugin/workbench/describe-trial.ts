import { formatBytes, formatCount } from '../steps/report/format-figures';
import { drawMap, drawValues, formatValue } from './draw-terminal';
import type { FilesTrial, Graph, ModelTrial, Trial, WindowTrial } from './trial';

/** Rows that a terminal shows of a list; --json has all. */
const SHOWN = 20;

/** What a block made of a sample, for a terminal. */
export function describeTrial(trial: Trial): string {
  if (trial.kind === 'window') return describeWindow(trial);
  return trial.kind === 'files' ? describeMade(trial) : describeModel(trial);
}

function describeMade({ filesIn, files, metadata }: FilesTrial): string {
  const rows = files.map(({ name, bytes }) => {
    const said = Object.entries(metadata[name] ?? {}).map(([field, value]) => `  ${field}: ${value}`);
    return `  ${formatBytes(bytes).padStart(8)}  ${name}${said.join('')}`;
  });
  return [`${filesIn} files in, ${files.length} out`, ...cut(rows)].join('\n');
}

function describeModel({ data, metrics, files }: ModelTrial): string {
  const plain = Object.entries(metrics).filter(([, value]) => typeof value !== 'object');
  const figures = plain.map(([name, value]) => `${name} ${String(value)}`);
  const rows = files.map(({ name, bytes }) => `  ${formatBytes(bytes).padStart(8)}  ${name}`);
  return [`learned from ${data}: ${figures.join(', ')}`, ...rows].join('\n');
}

function describeWindow({ window, shape, features, graphs }: WindowTrial): string {
  const { low, high, mean } = summarize(features);
  const [rows, columns] = shape;
  const picture = shape.length === 2 && rows! > 1 && columns! > 1 ? drawMap(features, rows!, columns!) : drawValues(features);
  return [
    window,
    `${formatCount(features.length)} features, shape ${shape.join(' x ')}: ` +
      `min ${formatValue(low)}, max ${formatValue(high)}, mean ${formatValue(mean)}`,
    `first: ${features.slice(0, 8).map(formatValue).join(', ')}${features.length > 8 ? ', ...' : ''}`,
    '',
    ...picture,
    ...graphs.flatMap(describeGraph),
  ].join('\n');
}

function describeGraph({ name, image, lines }: Graph): string[] {
  if (image !== undefined) return ['', `graph "${name}": a picture; --page shows it`];
  return lines.flatMap((line) => ['', `graph "${name}", ${line.name}`, ...drawValues(line.points.map(({ y }) => y))]);
}

/** Least, greatest and mean of values. */
export function summarize(values: readonly number[]): { low: number; high: number; mean: number } {
  const low = values.reduce((least, value) => Math.min(least, value), Infinity);
  const high = values.reduce((most, value) => Math.max(most, value), -Infinity);
  return { low, high, mean: values.reduce((sum, value) => sum + value, 0) / values.length };
}

function cut(rows: readonly string[]): string[] {
  return rows.length <= SHOWN ? [...rows] : [...rows.slice(0, SHOWN), `  and ${rows.length - SHOWN} more`];
}
