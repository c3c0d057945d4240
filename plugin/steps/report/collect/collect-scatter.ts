import { join } from 'node:path';
import { openFeatureMatrix } from '../../../data/feature-matrix';
import { readFeatureWindows } from '../../../data/feature-windows';
import { projectFeatures } from '../project-features';
import type { Scatter, SplitSide } from '../report';
import { readJson } from '../../read-json';

/** Dots on the page: enough to see clusters, few enough to scroll. */
const MOST_POINTS = 800;

/** Labelled windows, evenly thinned, in the plane of the first two principal components of one features artefact. */
export function collectScatter(features: string, split: string): Scatter | undefined {
  const sides = readJson<Record<string, SplitSide>>(split, 'split.json');
  const labelled = readFeatureWindows(features).flatMap((window, row) => (window.label === null ? [] : [{ row, label: window.label, side: sides[window.id] }]));
  if (labelled.length < 3) return undefined;
  const stride = Math.ceil(labelled.length / MOST_POINTS);
  const shown = labelled.filter((_, i) => i % stride === 0);
  const matrix = openFeatureMatrix(join(features, 'features.npy'));
  const { x, y, explained } = projectFeatures(shown.map(({ row }) => matrix.read(row, 1)));
  matrix.close();
  const labels = [...new Set(labelled.map(({ label }) => label))].sort();
  return { explained, labels, points: shown.map(({ label, side }, i) => ({ x: shorten(x[i]), y: shorten(y[i]), label: labels.indexOf(label), side })) };
}

function shorten(value: number): number {
  return Math.round(value * 1000) / 1000;
}
