import type { EpochRecord } from '../../../learn/fit-model';
import type { AnomalyEvaluation, ClassEvaluation, Evaluation, LearnEvaluation, SideEvaluation } from '../../evaluate/evaluation';
import type { Epoch, ModelPart, Shares, SplitSide } from '../report';
import { SCORE_NAMES } from '../score-names';
import { readJson } from '../../read-json';

const SIDES: readonly SplitSide[] = ['train', 'validation', 'test'];
const FORMATS = ['int8', 'float32'] as const;

/** Per learn block: what the compiled C++ got right, and how the training went. `trains` leads from its name to its train artefact. */
export function collectModels(evaluation: Evaluation, trains: Record<string, string>): ModelPart[] {
  return evaluation.learn.map((learn) => ({
    learn: learn.name,
    block: learn.block,
    ...(learn.base ? { base: learn.base } : {}),
    ...(learn.result === 'classes' ? describeClasses(learn) : { scores: describeScores(learn) }),
    ...(learn.result === 'anomaly' ? { anomalies: describeAnomalies(learn) } : {}),
    history: readJson<{ epochs: EpochRecord[] }>(trains[learn.name], 'history.json').epochs.map(toEpoch),
  }));
}

function describeClasses(learn: LearnEvaluation): Partial<ModelPart> {
  const side = (format: 'int8' | 'float32', name: SplitSide) => learn[format]?.[name] as ClassEvaluation | undefined;
  const accuracy = (format: 'int8' | 'float32'): Shares => Object.fromEntries(SIDES.flatMap((name) => side(format, name) ? [[name, side(format, name)?.accuracy]] : []));
  const empty = learn.labels.map(() => learn.labels.map(() => 0));
  return {
    accuracy: { int8: accuracy('int8'), ...(learn.float32 ? { float32: accuracy('float32') } : {}) },
    confusion: { labels: learn.labels, train: side('int8', 'train')?.confusion ?? empty, test: side('int8', 'test')?.confusion ?? empty },
    perClass: side('int8', 'test')?.perClass,
  };
}

/** Figures of the test side that have a name. */
function describeScores(learn: LearnEvaluation): ModelPart['scores'] {
  const figures = (format: 'int8' | 'float32') => (learn[format]?.test ?? {}) as SideEvaluation & Record<string, number>;
  const named = Object.entries(SCORE_NAMES).filter(([key]) => FORMATS.some((format) => key in figures(format)));
  return named.map(([key, name]) => ({ name, int8: figures('int8')[key], float32: figures('float32')[key] }));
}

/** Of the int8 impulse: each label on each side that trained nothing, and the curves of those sides. */
function describeAnomalies({ int8 }: LearnEvaluation): ModelPart['anomalies'] {
  const sides = (['validation', 'test'] as const).flatMap((side) => (int8[side] ? [{ side, ...(int8[side] as AnomalyEvaluation) }] : []));
  return {
    labels: sides.flatMap(({ side, labels }) =>
      labels.map(({ label, role, windows, anomalous, auc }) => ({ label, side, role, windows, anomalous, ...(auc === undefined ? {} : { auc }) })),
    ),
    curves: sides.flatMap(({ side, roc }) => (roc ? [{ side, points: roc }] : [])),
  };
}

function toEpoch({ epoch, loss, accuracy, validationLoss, validationAccuracy }: EpochRecord): Epoch {
  return { epoch, trainLoss: loss, trainAccuracy: accuracy, validationLoss, validationAccuracy };
}
