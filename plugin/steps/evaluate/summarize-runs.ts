import { type AnomalyLabels, type LabelsBySide, roleOfLabel } from '../../learn/anomaly-roles';
import type { SplitName } from '../../manifest/manifest';
import type { NumberFormat } from '../compile/assemble-impulse';
import type { BaseDocument } from '../train/stand-on-base';
import type { Interface } from '../compile/compile-facts';
import type { DecisionCounts, Evaluation, LearnEvaluation, SideEvaluation } from './evaluation';
import type { RecordingRun } from './run-windows';
import { scoreAnomalies } from './score-anomalies';
import { scoreClasses } from './score-classes';
import { scoreValues } from './score-values';

const SIDES: SplitName[] = ['train', 'validation', 'test'];

/** A labelled window and the scores of all learn blocks. */
interface WindowRow {
  side: SplitName;
  label: string;
  scores: ReadonlyMap<NumberFormat, Float32Array>;
}

/** What the figures depend on beside the runs. */
export interface SummaryOptions {
  /** Labels that post-processing never reports. */
  ignored: readonly string[];
  /** By the name of the learn block. */
  anomalyLabels: ReadonlyMap<string, AnomalyLabels>;
  /** By the name of the learn block, where it stands on one. */
  bases?: ReadonlyMap<string, BaseDocument>;
}

/** Turns what the impulse said of every recording into figures. */
export async function summarizeRuns(
  facts: Interface,
  { ignored, anomalyLabels, bases }: SummaryOptions,
  runs: AsyncIterable<RecordingRun>,
): Promise<Evaluation> {
  const width = facts.learn.reduce((sum, { scores }) => sum + scores, 0);
  const rows: WindowRow[] = [];
  const decisions: NonNullable<Evaluation['decisions']> = {};
  const labels = facts.learn.find(({ result }) => result === 'classes')?.labels ?? [];
  const supplied = facts.dsp.filter((dsp) => dsp.supplied).map(({ name }) => name);
  const hasDetector = facts.learn.some(({ result }) => result === 'anomaly');
  let windows = 0;
  for await (const run of runs) {
    windows += run.windows.length;
    rows.push(...labelledRows(run, width));
    if (run.side !== 'test' || run.label === null) continue;
    const expected = ignored.includes(run.label) ? -1 : labels.indexOf(run.label);
    for (const [format, said] of run.rows) countDecisions((decisions[format] ??= noDecisions()), said.decisions, expected);
  }
  return {
    windows: Object.fromEntries(SIDES.map((side) => [side, rows.filter((row) => row.side === side).length])) as Evaluation['windows'],
    featuresEqual: windows,
    ...(supplied.length > 0 ? { featuresByContainer: supplied } : {}),
    learn: facts.learn.map((learn, index) =>
      evaluateLearn({
        ...{ learn, first: firstScore(facts, index), rows, hasDetector },
        ...{ labels: anomalyLabels.get(learn.name) ?? {}, base: bases?.get(learn.name) },
      }),
    ),
    ...(facts.postprocess ? { decisions } : {}),
  };
}

function labelledRows({ side, windows, rows }: RecordingRun, width: number): WindowRow[] {
  const scoresAt = (index: number) =>
    new Map([...rows].map(([format, { scores }]) => [format, scores.subarray(index * width, (index + 1) * width)]));
  return windows.flatMap(({ label }, index) => (label === null ? [] : [{ side, label, scores: scoresAt(index) }]));
}

function firstScore({ learn }: Interface, index: number): number {
  return learn.slice(0, index).reduce((sum, { scores }) => sum + scores, 0);
}

interface LearnRows {
  learn: Interface['learn'][number];
  /** Place of its first score in a row. */
  first: number;
  rows: readonly WindowRow[];
  /** The impulse has an anomaly detector. */
  hasDetector: boolean;
  /** Where it is one itself. */
  labels: AnomalyLabels;
  base?: BaseDocument;
}

function evaluateLearn({ learn, first, rows, hasDetector, labels: named, base }: LearnRows): LearnEvaluation {
  const labelsOf = (side: SplitName): Set<string> => new Set(rows.filter((row) => row.side === side).map(({ label }) => label));
  const bySide: LabelsBySide = { train: labelsOf('train'), validation: labelsOf('validation') };
  const evaluateSide = (format: NumberFormat, side: SplitName): SideEvaluation => {
    const seen = rows.filter((row) => row.side === side);
    const scoresOf = (row: WindowRow) => (row.scores.get(format) as Float32Array).subarray(first, first + learn.scores);
    if (learn.result === 'classes')
      return scoreClasses(
        learn.labels,
        seen.map((row) => ({ label: row.label, scores: scoresOf(row) })),
        hasDetector,
      );
    if (learn.result === 'value') return scoreValues(seen.map((row) => ({ label: row.label, value: scoresOf(row)[0] })));
    return scoreAnomalies(
      seen.map((row) => ({ label: row.label, role: roleOfLabel(row.label, named, bySide), score: scoresOf(row)[0] })),
    );
  };
  const sides = (format: NumberFormat) => {
    const present = SIDES.filter((side) => rows.some((row) => row.side === side));
    return Object.fromEntries(present.map((side) => [side, evaluateSide(format, side)]));
  };
  const { name, block, result, labels } = learn;
  const float32 = rows[0]?.scores.has('float32') ? { float32: sides('float32') } : {};
  return { name, block, result, labels, ...(base ? { base } : {}), int8: sides('int8'), ...float32 };
}

function noDecisions(): DecisionCounts {
  return { recordings: 0, right: 0, wrong: 0, missed: 0 };
}

/** @param expected index of the label that should be reported, or -1 for none */
function countDecisions(counts: DecisionCounts, decisions: Int32Array, expected: number): void {
  const said = decisions.filter((decision) => decision >= 0);
  counts.recordings++;
  if (said.some((decision) => decision !== expected)) counts.wrong++;
  else if (said.length === 0 && expected >= 0) counts.missed++;
  else counts.right++;
}
