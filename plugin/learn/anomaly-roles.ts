import { didYouMean } from '../did-you-mean';
import { ImpulseError } from '../errors';

/**
 * What an anomaly detector takes windows of a label for. `normal`: it learns from those on the train side. `tune`: known anomalies, which
 * choose the threshold and compare settings. `report`: anomalies that nothing is chosen by, so that their figures are honest.
 */
export type AnomalyRole = 'normal' | 'tune' | 'report';

/** Parameters of a detector that name labels; empty: by the sides of the split. */
export interface AnomalyLabels {
  normal?: readonly string[];
  tune?: readonly string[];
}

/** Labels that have windows, by side. */
export type LabelsBySide = Record<'train' | 'validation', ReadonlySet<string>>;

/**
 * The role of a label for a detector. What its parameters leave open, the split decides: a label of the train side is normal, one that is
 * first met on the validation side is for tuning, one that only the test side has is for the report.
 */
export function roleOfLabel(label: string, { normal = [], tune = [] }: AnomalyLabels, { train, validation }: LabelsBySide): AnomalyRole {
  if (tune.includes(label)) return 'tune';
  if (normal.length > 0 ? normal.includes(label) : train.has(label)) return 'normal';
  return tune.length === 0 && validation.has(label) && !train.has(label) ? 'tune' : 'report';
}

/** @throws IMP_ANOMALY_LABEL: a label that is named has no window where it would be used, or is named twice */
export function checkAnomalyLabels(learn: string, { normal = [], tune = [] }: AnomalyLabels, { train, validation }: LabelsBySide): void {
  const refuse = (parameter: string, label: string, problem: string, advice: string): never => {
    throw new ImpulseError('IMP_ANOMALY_LABEL', { learn, parameter, label, problem, advice });
  };
  const both = normal.find((label) => tune.includes(label));
  if (both !== undefined) refuse('normal', both, '"tune" names it as well', 'keep it in one of both');
  const unseen = normal.find((label) => !train.has(label));
  if (unseen !== undefined) refuse('normal', unseen, 'no window of the train side has it', didYouMean(unseen, [...train]));
  const known = [...new Set([...train, ...validation])];
  const missing = tune.find((label) => !known.includes(label));
  if (missing !== undefined) {
    refuse('tune', missing, 'no window of the train or validation side has it', `give its source "use: validation"; ${didYouMean(missing, known)}`);
  }
}
