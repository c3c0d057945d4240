import { chooseKernels, type KernelChoice } from '../arena/choose-kernels';
import type { CompileOptions } from '../compile-model';
import { isBetter, rateCost, type Rating } from '../cost/goals';
import type { HopFacts } from '../emit/emit-model';
import { planState } from '../emit/emit-state';
import { ImpulseError } from '../../errors';
import { elementCount, type Graph } from '../ir/graph';
import { verify } from '../ir/verify';
import { CONTROL } from '../ops/control-flow';
import { findAxis } from './columns';
import { findSlides, type Slides, type Streaming } from './find-slides';
import { buildHopGraph } from './hop-graph';

/** A model that computes only what is new in each window, and what the generated text says of it. */
export interface HopModel {
  choice: KernelChoice;
  facts: HopFacts;
  /** With what is kept between two runs counted as arena. */
  rating: Rating;
}

/**
 * The model of one hop. Columns that depend on padding are computed anew for each window, or their tensors whole: whichever the goal rates
 * better, with what is kept between two runs counted as arena.
 *
 * @throws ImpulseError IMP_HOP_UNFIT (axis or hop do not fit the input), IMP_MODEL_STILL (nothing of the model slides)
 */
export function slideModel(graph: Graph, streaming: Streaming, options: CompileOptions): HopModel {
  const axis = checkHop(graph, streaming);
  const ways = [false, true].map((borders) => findSlides(graph, { ...streaming, axis }, borders));
  const [whole, anew] = ways;
  if (anew.tensors.size === 1) refuseStill(graph, anew);
  const isSame = [...anew.tensors.keys()].join() === [...whole.tensors.keys()].join();
  const models = (isSame ? [whole] : ways).map((slides) => {
    const hop = buildHopGraph(graph, slides);
    verify(hop);
    const choice = chooseKernels(hop, options);
    const stateBytes = planState(choice.graph).bytes;
    return { choice, facts: describeHop(graph, slides, { ...streaming, axis }), rating: rateCost({ ...choice.cost, arenaBytes: choice.cost.arenaBytes + stateBytes }, options) };
  });
  return models.reduce((best, model) => (isBetter(model.rating, best.rating) ? model : best));
}

/** The same, or undefined where nothing slides or the goal rates the whole model as high. */
export function slideIfBetter(graph: Graph, streaming: Streaming, options: CompileOptions, whole: KernelChoice): HopModel | undefined {
  try {
    const model = slideModel(graph, streaming, options);
    return isBetter(model.rating, rateCost(whole.cost, options)) ? model : undefined;
  } catch (error) {
    if (error instanceof ImpulseError && (error.code === 'IMP_MODEL_STILL' || error.code === 'IMP_HOP_UNFIT')) return undefined;
    throw error;
  }
}

/** The axis that time has, behind all that can be wrong with a hop. */
function checkHop({ inputs, tensors, ops }: Graph, { axis, hop, columns }: Streaming): number {
  const refuse = (problem: string): never => {
    throw new ImpulseError('IMP_HOP_UNFIT', { axis: axis ?? 'of time', hop, problem });
  };
  if (inputs.length !== 1) refuse(`the model has ${inputs.length} inputs, where it must have one`);
  const { shape } = tensors[inputs[0]];
  const time = axis ?? findAxis(shape, { outer: 1, count: columns ?? 0, inner: elementCount(shape) / (columns ?? 1) }) ?? -1;
  const size = shape[time];
  if (size === undefined) refuse(`the input has the axes 0 to ${shape.length - 1} (${shape.join('x')})`);
  if (columns !== undefined && size % columns !== 0) refuse(`${size} values are not ${columns} columns`);
  const count = columns ?? size;
  if (!Number.isInteger(hop) || hop < 1 || hop >= count) refuse(`a window has ${count} columns, so a hop has from 1 to ${count - 1}`);
  if (ops.some(({ name }) => name === CONTROL.loop || name === CONTROL.branch)) refuse('the model has loops or branches of its own');
  if (tensors.some(({ isVariable }) => isVariable)) refuse('the model keeps state of its own from one run to the next');
  return time;
}

/** Nothing but the input slides. */
function refuseStill(graph: Graph, { reasons }: Slides): never {
  const [[position, reason] = [0, 'no operator reads the input']] = reasons;
  const { index, name } = graph.ops[position];
  throw new ImpulseError('IMP_MODEL_STILL', { index, operator: name, reason });
}

function describeHop(graph: Graph, { tensors, reasons }: Slides, { axis, hop, columns }: Streaming & { axis: number }): HopFacts {
  const count = columns ?? graph.tensors[graph.inputs[0]].shape[axis];
  const sliding = graph.ops.filter(({ outputs }) => outputs.some((id) => tensors.has(id)));
  const whole = [...reasons].map(([position, reason]) => `Operator ${graph.ops[position].index}, ${graph.ops[position].name}, computes its whole output: ${reason}.`);
  return {
    hop,
    sliding: sliding.map(({ name }) => name),
    runs: Math.ceil(count / hop),
    comment: [
      `The window of ${count} columns moves by ${hop}. These operators compute what is new alone: ${sliding.map(({ index, name }) => `${index} ${name}`).join(', ')}.`,
      'Each of their columns is computed from columns of the input by the same arithmetic wherever it stands in the window, so that a column',
      'of the window before, moved, has the bits that it would have if it were computed anew.',
      ...whole,
    ],
  };
}
