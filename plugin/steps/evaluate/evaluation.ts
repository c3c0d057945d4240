import type { AnomalyRole } from '../../learn/anomaly-roles';
import type { SplitName } from '../../manifest/manifest';
import type { BaseDocument } from '../train/stand-on-base';
import type { NumberFormat } from '../compile/assemble-impulse';

/** `evaluation.json`: what the compiled impulse said of every window, from raw values. Shares are 0..1. */
export interface Evaluation {
  /** Windows with a label, by side. */
  windows: Record<SplitName, number>;
  /** Windows whose features on the compiled path equal the features artefact bit for bit: all, or the step fails. */
  featuresEqual: number;
  /** DSP blocks without C++: the impulse was given the features that their containers had computed. Absent where there are none. */
  featuresByContainer?: string[];
  learn: LearnEvaluation[];
  /** What post-processing made of the recordings of the test side; absent without post-processing. */
  decisions?: Partial<Record<NumberFormat, DecisionCounts>>;
}

/** How one learn block does on each side of the split. */
export interface LearnEvaluation {
  name: string;
  block: string;
  result: 'classes' | 'value' | 'anomaly';
  labels: string[];
  /** The frozen model that it stands on; absent where it stands on none. */
  base?: BaseDocument;
  int8: Partial<Record<SplitName, SideEvaluation>>;
  /** Absent where a model exists as int8 only. */
  float32?: Partial<Record<SplitName, SideEvaluation>>;
}

/** One side of the split; which members there are depends on `LearnEvaluation.result`. */
export type SideEvaluation = ClassEvaluation | ValueEvaluation | AnomalyEvaluation;

/** A classifier on the windows of one side. */
export interface ClassEvaluation {
  windows: number;
  accuracy: number;
  /** Mean of the F1 of all classes that have windows. */
  macroF1: number;
  /** `[true label][said label]` over the labels of the model. */
  confusion: number[][];
  perClass: { label: string; precision: number; recall: number; f1: number; windows: number }[];
  /** Windows of labels that the model does not know: they count as wrong, unless an anomaly detector is there to find them. */
  foreign: Record<string, number>;
}

/** A regression on the windows of one side; errors in the unit of the labels. */
export interface ValueEvaluation {
  windows: number;
  meanAbsoluteError: number;
  rootMeanSquareError: number;
}

/** An anomaly detector on the windows of one side. */
export interface AnomalyEvaluation {
  windows: number;
  meanScore: number;
  /** Share of the normal windows with a score above 0; absent without such, as all below. */
  falseAlarms?: number;
  /** Share of the windows of anomalies with a score above 0. */
  detected?: number;
  /** Area under the receiver operating characteristic: normal windows against anomalies, where the side has both. */
  auc?: number;
  /** The curve itself, from all normal to all anomalous. */
  roc?: RocPoint[];
  labels: AnomalyLabelEvaluation[];
}

/** Shares of normal windows and of anomalies above a threshold. */
export interface RocPoint {
  falseAlarms: number;
  detected: number;
}

/** An anomaly detector on the windows of one label. */
export interface AnomalyLabelEvaluation {
  label: string;
  role: AnomalyRole;
  windows: number;
  meanScore: number;
  /** Share of its windows with a score above 0. */
  anomalous: number;
  /** Of this label alone against the normal windows; absent for normal labels. */
  auc?: number;
}

/**
 * Recordings with one label: only it was reported (or nothing, where it is ignored or no class), another one was, nothing was though it
 * should have been.
 */
export interface DecisionCounts {
  recordings: number;
  right: number;
  wrong: number;
  missed: number;
}
