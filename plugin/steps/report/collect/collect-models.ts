import type { EpochRecord } from '../../../learn/fit-model';
import type { ClassEvaluation, Evaluation, LearnEvaluation, SideEvaluation } from '../../evaluate/evaluation';
import type { Epoch, ModelPart, Shares, SplitSide } from '../report';
import { readJson } from '../../read-json';

const SIDES: readonly SplitSide[] = ['train', 'validation', 'test'];
const FORMATS = ['int8', 'float32'] as const;

/** Per learn block: what the compiled C++ got right, and how the training went. `trains` leads from its name to its train artefact. */
export function collectModels(evaluation: Evaluation, trains: Record<string, string>): ModelPart[] {
  return evaluation.learn.map((learn) => ({
    learn: learn.name,
    block: learn.block,
    ...(learn.result === 'classes' ? describeClasses(learn) : { scores: describeScores(learn) }),
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

/** Everything but the count of windows is a figure with a name. */
function describeScores(learn: LearnEvaluation): ModelPart['scores'] {
  const figures = (format: 'int8' | 'float32') => (learn[format]?.test ?? {}) as SideEvaluation & Record<string, number>;
  const names = [...new Set(FORMATS.flatMap((format) => Object.keys(figures(format))))].filter((name) => name !== 'windows');
  return names.map((name) => ({ name: NAMES[name] ?? name, int8: figures('int8')[name], float32: figures('float32')[name] }));
}

const NAMES: Record<string, string> = {
  auc: 'area under the ROC curve (AUC)',
  meanScore: 'mean anomaly score',
  anomalous: 'share of anomalous windows',
  meanAbsoluteError: 'mean absolute error',
  rootMeanSquareError: 'root mean square error',
};

function toEpoch({ epoch, loss, accuracy, validationLoss, validationAccuracy }: EpochRecord): Epoch {
  return { epoch, trainLoss: loss, trainAccuracy: accuracy, validationLoss, validationAccuracy };
}
