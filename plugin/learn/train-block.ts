import type { Graph } from '../compiler/ir/graph';
import type { SplitName } from '../manifest/manifest';
import { ImpulseError } from '../errors';
import type { Pins } from '../steps/step';
import { createAlterFeatures } from './augment/alter-features';
import { exportGraph } from './export/export-graph';
import { fitModel, type EpochRecord, type FitResult } from './fit-model';
import { createOwnLayers } from './layers';
import { skipInputGradient } from './layers/skip-input-gradient';
import type { NetworkBlock } from './learn-block';
import { crossEntropy, squaredError } from './loss';
import { fitCentre, fitNormalization, normalize, type Normalization } from './normalization';
import { takeRows, type FeatureSet } from './read-features';
import { classTargets, classWeights, valueTargets, type Targets } from './targets';
import { loadTensorFlow } from './tensorflow';
import type { TrainingSet } from './training-set';
import { foldNormalization } from './transfer/fold-normalization';

/** A network to train, and the features to train it with. */
export interface TrainingRequest {
  block: NetworkBlock;
  /** The learn block's name in the manifest. */
  name: string;
  params: Record<string, any>;
  pins: Pins;
  set: FeatureSet;
  rows: Record<Exclude<SplitName, 'test'>, Uint32Array>;
  /** Features of altered copies of the train rows, `[train rows, width]` each. */
  copies?: Float32Array[];
  /** `set` is what a frozen base made of the windows: the graph is that of the head alone, and takes it as it is. */
  onBase?: boolean;
  checkpoint: string;
  onEpoch(record: EpochRecord): void;
}

/** A trained network, ready to be exported. */
export interface TrainedBlock extends FitResult {
  /** float32, from raw features (or the output of the base) to scores. */
  graph: Graph;
  labels: string[];
  parameters: number;
}

/** Trains a learn block on the train side; the validation side chooses the epoch. */
export async function trainBlock(request: TrainingRequest): Promise<TrainedBlock> {
  const { block, params, pins, set, rows } = request;
  if (rows.train.length === 0) throw new ImpulseError('IMP_TRAIN_EMPTY');
  const targets = block.task === 'classes' ? classTargets(set.windows, rows.train, rows.validation) : valueTargets(set.windows, rows.train, request.name);
  const normalization = (request.onBase ? fitCentre : fitNormalization)(set.features, set.shape, rows.train);
  const tf = await loadTensorFlow(block.engine, pins, request.name);
  const seed = trainingSeed(pins, params);
  const model = block.build(tf, { shape: set.shape, outputs: targets.labels.length, params, seed, layers: createOwnLayers(tf, seed) });
  skipInputGradient(tf, model);
  const weights = block.task === 'classes' && params.balanceClasses ? classWeights(targets, rows.train) : undefined;
  const train = selectRows(set, targets, normalization, rows.train, weights);
  for (const copy of request.copies ?? []) {
    normalize(copy, normalization);
    train.variants.push(copy);
  }
  const validation = rows.validation.length > 0 ? selectRows(set, targets, normalization, rows.validation) : undefined;
  const result = await fitModel(tf, model, train, validation, {
    epochs: params.epochs,
    batchSize: params.batchSize,
    learningRate: params.learningRate,
    weightDecay: params.weightDecay,
    patience: params.patience,
    seed,
    loss: block.task === 'classes' ? crossEntropy : squaredError,
    alter: params.augment && !request.onBase ? createAlterFeatures(set.shape, params.augment) : undefined,
    mixup: params.augment?.mixup,
    checkpoint: request.checkpoint,
    lossUnit: targets.unit * targets.unit,
    onEpoch: request.onEpoch,
  });
  const graph = exportGraph(model, set.shape, normalization, block.task === 'classes' ? 'classes' : targets);
  if (request.onBase) foldNormalization(graph, normalization);
  return { ...result, graph, labels: targets.labels, parameters: model.countParams() };
}

/** Of everything random in a training: what the envelope pins and what the learn block's parameters say. */
export function trainingSeed({ seed }: Pins, params: Record<string, any>): number {
  return seed + 7919 * (params.seed ?? 0);
}

function selectRows(
  { features, width }: FeatureSet, { values, labels }: Targets, normalization: Normalization, rows: Uint32Array, weights?: Float32Array,
): TrainingSet {
  const outputs = labels.length;
  const chosen = takeRows(features, width, rows);
  normalize(chosen, normalization);
  return {
    count: rows.length,
    width,
    variants: [chosen],
    targets: takeRows(values, outputs, rows),
    outputs,
    weights: weights ?? new Float32Array(rows.length).fill(1),
  };
}
