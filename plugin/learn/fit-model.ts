import type { Tensor2D } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import { ImpulseError } from '../errors';
import { createAdamState, stepAdam } from './adam';
import { loadCheckpoint, saveCheckpoint, type TrainingState } from './checkpoint';
import { evaluateModel } from './evaluate-model';
import { learningRateAt } from './learning-rate';
import type { Loss } from './loss';
import { openWeights, type ModelWeights } from './model-weights';
import { createRandom, shuffledIndices } from './random';
import type { TensorFlow } from './tensorflow';
import { alteredBatch, type Alterations, type Batch, type TrainingSet } from './training-set';

/** How a network is trained, beside its data. */
export interface FitOptions extends Alterations {
  epochs: number;
  batchSize: number;
  /** Peak of the schedule. */
  learningRate: number;
  /** Shrinks kernels a step by this share of the learning rate. */
  weightDecay: number;
  /** Stop after so many epochs without a better validation loss; 0 = never. */
  patience: number;
  seed: number;
  loss: Loss;
  /** Losses are recorded in this unit: the square of a value's own. Default: 1. */
  lossUnit?: number;
  /** File that lets a killed training go on where it was. */
  checkpoint?: string;
  onEpoch?(record: EpochRecord): void;
}

/** One line of `history.json`. Accuracies are shares; a regression has none. */
export interface EpochRecord {
  epoch: number;
  learningRate: number;
  loss: number;
  accuracy?: number;
  validationLoss?: number;
  validationAccuracy?: number;
}

/** How a training went. */
export interface FitResult {
  history: EpochRecord[];
  /** 1-based; its weights are in the model. */
  bestEpoch: number;
}

/** Small sets get smaller batches, so that an epoch has some steps all the same. */
const LEAST_STEPS = 8;
const SMALLEST_BATCH = 4;

/** How much of the running mean of the weights stays at each step, once it is warm. */
const AVERAGE_KEEP = 0.99;

/**
 * Trains `model` in place and leaves the weights of the epoch with the lowest validation loss (the last one without validation windows) in it.
 * What is validated and kept is the running mean of the weights, which generalises better than their last value (arXiv 1803.05407).
 */
export async function fitModel(
  tf: TensorFlow, model: LayersModel, train: TrainingSet, validation: TrainingSet | undefined, options: FitOptions,
): Promise<FitResult> {
  const weights = openWeights(tf, model);
  const state = (options.checkpoint && loadCheckpoint(options.checkpoint)) || initialState(weights);
  while (state.history.length < options.epochs && !isExhausted(state, options)) {
    const record = trainEpoch(tf, model, weights, state, train, options);
    checkFinite(record, options);
    weights.write(state.average);
    if (validation) {
      const { loss, accuracy } = evaluateModel(tf, model, validation, options.loss);
      Object.assign(record, { validationLoss: loss * (options.lossUnit ?? 1), ...(accuracy === undefined ? {} : { validationAccuracy: accuracy }) });
    }
    keepBest(state, record);
    if (options.checkpoint) saveCheckpoint(options.checkpoint, state);
    options.onEpoch?.(record);
    await new Promise(setImmediate);
  }
  weights.write(state.best.weights);
  return { history: state.history, bestEpoch: state.best.epoch };
}

function initialState(weights: ModelWeights): TrainingState {
  const values = weights.read();
  return {
    history: [],
    weights: values,
    adam: createAdamState(weights.places.map((place) => values[place].length)),
    average: values.map((array) => array.slice()),
    best: { epoch: 0, loss: Infinity, weights: values.map((array) => array.slice()) },
  };
}

function isExhausted({ history, best }: TrainingState, { patience }: FitOptions): boolean {
  return patience > 0 && history.length - best.epoch >= patience;
}

function checkFinite({ epoch, loss }: EpochRecord, { learningRate }: FitOptions): void {
  if (!Number.isFinite(loss)) throw new ImpulseError('IMP_TRAINING_DIVERGED', { epoch, loss, learningRate });
}

function keepBest(state: TrainingState, record: EpochRecord): void {
  state.history.push(record);
  const loss = record.validationLoss ?? -record.epoch;
  if (!(loss < state.best.loss)) return;
  state.best = { epoch: record.epoch, loss, weights: state.average.map((array) => array.slice()) };
}

function trainEpoch(
  tf: TensorFlow, model: LayersModel, weights: ModelWeights, state: TrainingState, train: TrainingSet, options: FitOptions,
): EpochRecord {
  const epoch = state.history.length + 1;
  const batchSize = Math.min(options.batchSize, Math.max(SMALLEST_BATCH, Math.ceil(train.count / LEAST_STEPS)), train.count);
  const batches = Math.floor(train.count / batchSize);
  const order = shuffledIndices(train.count, createRandom(options.seed, epoch));
  const decay = weights.trainable.map((variable) => (variable.shape.length > 1 ? options.weightDecay : 0));
  let loss = 0;
  let right = 0;
  let learningRate = 0;
  weights.write(state.weights);
  for (let index = 0; index < batches; index++) {
    const rows = order.subarray(index * batchSize, (index + 1) * batchSize);
    const batch = alteredBatch(train, rows, options.seed, epoch, options);
    const step = computeGradients(tf, model, weights, batch, train, options.loss, state.adam.steps);
    state.weights = weights.read();
    learningRate = learningRateAt(state.adam.steps, options.epochs * batches, options.learningRate);
    stepAdam(weights.places.map((place) => state.weights[place]), step.gradients, state.adam, learningRate, decay);
    weights.write(state.weights);
    averageWeights(state);
    loss += step.loss / batches;
    right += step.right / (batches * batchSize);
  }
  return { epoch, learningRate, loss: loss * (options.lossUnit ?? 1), ...(train.outputs > 1 ? { accuracy: right } : {}) };
}

function averageWeights({ average, weights, adam }: TrainingState): void {
  const keep = Math.min(AVERAGE_KEEP, (1 + adam.steps) / (10 + adam.steps));
  average.forEach((mean, index) => {
    const values = weights[index];
    for (let at = 0; at < mean.length; at++) mean[at] = keep * mean[at] + (1 - keep) * values[at];
  });
}

interface GradientStep {
  loss: number;
  /** Windows whose largest output is the wanted one. */
  right: number;
  gradients: Float32Array[];
}

function computeGradients(
  tf: TensorFlow, model: LayersModel, weights: ModelWeights, batch: Batch, { outputs }: TrainingSet, loss: Loss, step: number,
): GradientStep {
  let result: GradientStep | undefined;
  // Not returned through `tidy`, which would look for tensors among the values of the arrays, one by one.
  tf.tidy(() => {
    const features = tf.tensor(batch.features, [batch.count, ...(model.inputs[0].shape.slice(1) as number[])]);
    const targets = tf.tensor2d(batch.targets, [batch.count, outputs]);
    const rowWeights = tf.tensor2d(batch.weights, [batch.count, 1]);
    let predicted: Tensor2D | undefined;
    const { value, grads } = tf.variableGrads(() => {
      predicted = tf.keep(model.apply(features, { training: true, step }) as Tensor2D);
      return loss(tf, predicted, targets, rowWeights);
    }, weights.trainable);
    const hits = tf.sum(tf.cast(tf.equal(tf.argMax(predicted!, 1), tf.argMax(targets, 1)), 'float32'));
    result = {
      loss: value.dataSync()[0],
      right: hits.dataSync()[0],
      gradients: weights.trainable.map((variable) => grads[variable.name].dataSync() as Float32Array),
    };
    predicted!.dispose();
  });
  return result!;
}
