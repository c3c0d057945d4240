import type { GoalCost } from '../../compiler/compare-goals';
import type { Goal } from '../../compiler/cost/goals';
import type { SplitGroups } from '../../data/summarize-split';
import type { StreamEstimate } from '../../estimate/estimate';
import type { InputSection } from '../../manifest/manifest';
import type { Verdict } from '../budget/judge-budget';
import type { RunRecord } from '../step';

/** The whole report as data: `report.json`. The HTML and Markdown pages show this and nothing else. Ratios are 0..1. */
export interface Report {
  version: 1;
  impulse: { name: string; description?: string } & InputSection;
  dataset: DatasetPart;
  /** `byContainer`: the block has no C++, and training and evaluation used the features that its container computed. */
  dsp: { name: string; block: string; shape: number[]; byContainer?: true }[];
  models: ModelPart[];
  targets: TargetPart[];
  /** Feature windows in the plane of their first two principal components. */
  scatter?: Scatter;
  /** When and where each step ran that it is made of, producers first. Only in the published files: the artefact is the same everywhere. */
  runs?: RunRecord[];
}

/** What the report says of the recordings. */
export interface DatasetPart {
  recordings: number;
  seconds: number;
  /** Recordings per label and side of the split. */
  labels: { label: string; train: number; validation: number; test: number }[];
  quarantine: { file: string; code: string; reason: string }[];
  duplicates: number;
  /** Same bytes under different labels: one of them is wrong. */
  contradictions: number;
  /** Same bytes on two sides of the split: the test side flatters. */
  leaks: number;
  /** Who or what is on which side, where the split keeps the recordings of one together. */
  groups?: SplitGroups;
}

/** What the report says of one learn block. */
export interface ModelPart {
  learn: string;
  block: string;
  /** The frozen model that it stands on. `int8`: float32 is a float32 head on it then. */
  base?: { file: string; layer: string; format: 'int8' | 'float32' };
  /** Correct share of windows by side and number format; absent for models without classes. */
  accuracy?: { int8: Shares; float32?: Shares };
  confusion?: { labels: string[]; train: number[][]; test: number[][] };
  perClass?: { label: string; precision: number; recall: number; f1: number; windows: number }[];
  /** Figures of models without classes: AUC, mean absolute error. */
  scores?: { name: string; int8?: number; float32?: number }[];
  /** What an anomaly detector finds, int8, on the sides that it did not learn from. */
  anomalies?: { labels: AnomalyLabelPart[]; curves: { side: SplitSide; points: { falseAlarms: number; detected: number }[] }[] };
  history: Epoch[];
}

/** What an anomaly detector finds in one label. */
export interface AnomalyLabelPart {
  label: string;
  side: SplitSide;
  /** What the detector takes the label for: `tune` chose its threshold, `report` chose nothing. */
  role: 'normal' | 'tune' | 'report';
  windows: number;
  /** Share of its windows above the threshold. */
  anomalous: number;
  /** Against the normal windows of that side; absent for normal labels. */
  auc?: number;
}

/** Shares of 0..1 by side. */
export type Shares = Partial<Record<SplitSide, number>>;

/** The sides of a split. */
export type SplitSide = 'train' | 'validation' | 'test';

/** One round through the train side. */
export interface Epoch {
  epoch: number;
  trainLoss?: number;
  validationLoss?: number;
  trainAccuracy?: number;
  validationAccuracy?: number;
}

/** What the report says of one target. */
export interface TargetPart {
  id: string;
  title: string;
  core: string;
  /** Absent for the host. */
  clockHz?: number;
  how: 'emulated' | 'native' | 'analytic';
  /** DSP blocks without C++, whose cost is in none of the figures. */
  without?: string[];
  /** How the figures came about, in words a reader can check. */
  method: { latency: string; memory: string; stack?: string; flash?: string; energy?: string; modelError?: string };
  int8: Costs;
  float32?: Costs;
  parity?: { windows: number; equal: boolean };
  verdicts: Verdict[];
  arena?: ArenaPart;
  goals?: GoalsPart;
}

/** What kernels were chosen for, and what each goal would make of the int8 models, by the compiler's cost model. */
export interface GoalsPart {
  chosen: Goal;
  costs: GoalCost[];
}

/** What an impulse costs on a target in one number format. */
export interface Costs {
  ramBytes: number;
  flashBytes: number;
  /** The dearest window; absent where the core is not calibrated. */
  latencyMs?: number;
  /** Modelled: with the lines of flash that the part's cache misses; absent where its flash is not modelled. */
  withFlashMs?: number;
  /** Modelled, of one inference; absent where the part's power has no source. */
  energyMicrojoules?: number;
  cycles?: number;
  /** Share of the latency by stage, in milliseconds. */
  stages: { name: string; latencyMs: number }[];
  /** The same fed with a stream, hop by hop; absent where the firmware is taken to run whole windows alone. */
  stream?: StreamCosts;
}

/** What `push_samples` costs: cycles and latency of one hop, RAM by part. */
export interface StreamCosts extends Pick<StreamEstimate, 'by' | 'ramBytes' | 'flashBytes' | 'stackBytes' | 'latencyMs' | 'cycles' | 'memory'> {}

/** The memory plan, to be drawn: tensors by address and time. */
export interface ArenaPart {
  bytes: number;
  tensors: { name: string; offset: number; bytes: number; firstUse: number; lastUse: number }[];
}

/** Windows of features along the two axes in which they differ most. */
export interface Scatter {
  /** Share of the variance that the two axes hold. */
  explained: [number, number];
  labels: string[];
  points: { x: number; y: number; label: number; side: SplitSide }[];
}
