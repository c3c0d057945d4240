import type { AnomalyRole } from '../../learn/anomaly-roles';
import type { AnomalyEvaluation, AnomalyLabelEvaluation, RocPoint } from './evaluation';
import { mean } from './score-values';

/** A window's score, its label, and what the detector takes that label for. */
export interface AnomalyRow {
  label: string;
  role: AnomalyRole;
  score: number;
}

/** Points of a curve that a report draws. */
const MOST_POINTS = 200;

/** How well an anomaly detector tells the normal windows of a side from the others; above 0 it calls a window anomalous. */
export function scoreAnomalies(rows: readonly AnomalyRow[]): AnomalyEvaluation {
  const normal = rows.filter(({ role }) => role === 'normal').map(({ score }) => score);
  const strange = rows.filter(({ role }) => role !== 'normal').map(({ score }) => score);
  return {
    windows: rows.length,
    meanScore: mean(rows.map(({ score }) => score)),
    ...(normal.length > 0 ? { falseAlarms: shareAbove(normal, 0) } : {}),
    ...(strange.length > 0 ? { detected: shareAbove(strange, 0) } : {}),
    ...(normal.length > 0 && strange.length > 0 ? { auc: areaUnderCurve(normal, strange), roc: traceCurve(normal, strange) } : {}),
    labels: [...new Set(rows.map(({ label }) => label))].sort().map((label) => describeLabel(label, rows, normal)),
  };
}

function describeLabel(label: string, rows: readonly AnomalyRow[], normal: readonly number[]): AnomalyLabelEvaluation {
  const own = rows.filter((row) => row.label === label);
  const { role } = own[0];
  const scores = own.map(({ score }) => score);
  const auc = role === 'normal' || normal.length === 0 ? {} : { auc: areaUnderCurve(normal, scores) };
  return { label, role, windows: own.length, meanScore: mean(scores), anomalous: shareAbove(scores, 0), ...auc };
}

function shareAbove(scores: readonly number[], threshold: number): number {
  return mean(scores.map((score) => (score > threshold ? 1 : 0)));
}

/** Probability that an anomaly scores higher than a normal window, ties counting half (Mann and Whitney), by mean ranks. */
function areaUnderCurve(normal: readonly number[], strange: readonly number[]): number {
  let ranks = 0;
  let before = 0;
  for (const { known, others } of countByScore(normal, strange)) {
    ranks += (others * (2 * before + 1 + known + others)) / 2;
    before += known + others;
  }
  return (ranks - (strange.length * (strange.length + 1)) / 2) / (strange.length * normal.length);
}

/** Receiver operating characteristic: a point for each threshold where the curve turns, the highest first, both ends included. */
function traceCurve(normal: readonly number[], strange: readonly number[]): RocPoint[] {
  const points: RocPoint[] = [{ falseAlarms: 0, detected: 0 }];
  let [known, others] = [0, 0];
  for (const step of countByScore(normal, strange).reverse()) {
    known += step.known;
    others += step.others;
    const point = { falseAlarms: known / normal.length, detected: others / strange.length };
    if (points.length > 1 && isStraight(points[points.length - 2], point)) points.pop();
    points.push(point);
  }
  if (points.length <= MOST_POINTS) return points;
  return Array.from({ length: MOST_POINTS }, (_, at) => points[Math.round((at * (points.length - 1)) / (MOST_POINTS - 1))]);
}

/** Whether what lies between two points of the curve lies on one line, up or across. */
function isStraight(from: RocPoint, to: RocPoint): boolean {
  return from.falseAlarms === to.falseAlarms || from.detected === to.detected;
}

/** How many windows of each kind have a score, the lowest score first. */
function countByScore(normal: readonly number[], strange: readonly number[]): { known: number; others: number }[] {
  const sorted = [...normal.map((score) => ({ score, isStrange: false })), ...strange.map((score) => ({ score, isStrange: true }))];
  sorted.sort((a, b) => a.score - b.score);
  const steps: { known: number; others: number }[] = [];
  sorted.forEach(({ score, isStrange }, at) => {
    if (at === 0 || score !== sorted[at - 1].score) steps.push({ known: 0, others: 0 });
    steps[steps.length - 1][isStrange ? 'others' : 'known']++;
  });
  return steps;
}
