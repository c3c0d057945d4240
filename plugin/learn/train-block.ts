import type { Graph } from '../compiler/ir/graph';
import type { SplitName } from '../manifest/manifest';
import { ImpulseError } from '../errors';
import type { Pins } from '../steps/step';
import { exportGraph } from './export/export-graph';
import { fitModel, type EpochRecord, type FitResult } from './fit-model';
import { createOwnLayers } from './layers';
import type { LearnBlock } from './learn-block';
import { crossEntropy, squaredError } from './loss';
import { fitNormalization, normalize, type Normalization } from './normalization';
import type { FeatureSet } from './read-features';
import { classTargets, classWeights, valueTargets, type Targets } from './targets';
import { loadTensorFlow } from './tensorflow';
import type { TrainingSet } from './training-set';

export interface TrainingRequest {
  block: LearnBlock;
  /** The learn block's name in the manifest. */
  name: string;
  params: Record<string, any>;
  pins: Pins;
  set: FeatureSet;
  rows: Record<Exclude<SplitName, 'test'>, Uint32Array>;
  checkpoint: string;
  onEpoch(record: EpochRecord): void;
}

export interface TrainedBlock extends FitResult {
  /** float32, from raw features to scores. */
  graph: Graph;
  labels: string[];
  parameters: number;
}

/** Trains a learn block on the train side; the validation side chooses the epoch. */
export async function trainBlock(request: TrainingRequest): Promise<TrainedBlock> {
  const { block, params, pins, set, rows } = request;
  if (rows.train.length === 0) throw new ImpulseError('IMP_TRAIN_EMPTY');
  const targets = block.task === 'classes' ? classTargets(set.windows, rows.train) : valueTargets(set.windows, request.name);
  const normalization = fitNormalization(set.features, set.shape, rows.train);
  const tf = await loadTensorFlow(block.engine, pins, request.name);
  const model = block.build(tf, { shape: set.shape, outputs: targets.labels.length, params, seed: pins.seed, layers: createOwnLayers(tf, pins.seed) });
  const weights = block.task === 'classes' && params.balanceClasses ? classWeights(targets, rows.train) : undefined;
  const train = selectRows(set, targets, normalization, rows.train, weights);
  const validation = rows.validation.length > 0 ? selectRows(set, targets, normalization, rows.validation) : undefined;
  const result = await fitModel(tf, model, train, validation, {
    epochs: params.epochs,
    batchSize: params.batchSize,
    learningRate: params.learningRate,
    weightDecay: params.weightDecay,
    patience: params.patience,
    seed: pins.seed,
    loss: block.task === 'classes' ? crossEntropy : squaredError,
    checkpoint: request.checkpoint,
    onEpoch: request.onEpoch,
  });
  const graph = exportGraph(model, set.shape, normalization, block.task);
  return { ...result, graph, labels: targets.labels, parameters: model.countParams() };
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

function takeRows(values: Float32Array, width: number, rows: Uint32Array): Float32Array {
  const taken = new Float32Array(rows.length * width);
  rows.forEach((row, at) => taken.set(values.subarray(row * width, (row + 1) * width), at * width));
  return taken;
}
