import type { Graph, Op } from '../ir/graph';
import { toNode } from '../ops/operator';
import { columnsAlong, joinRanges, type Range, type Sliding } from './columns';
import { readColumns, type Reading } from './readings';

/** How a model is fed: the axis of its one input that is time, and how many columns are new in each window. */
export interface Streaming {
  /** Default: the one that holds `columns`, first in memory. */
  axis?: number;
  hop: number;
  /** Columns along the axis, where it holds several values of each: a flat vector of features of 30 frames has 30. Default: its size. */
  columns?: number;
}

/** What slides in a model, and what must be there of it in each run. */
export interface Slides {
  /** By tensor: how it slides. All other tensors are computed anew in each window. */
  tensors: Map<number, Sliding>;
  /** By position of an op: how it reads along time. All other ops read their inputs whole. */
  readings: Map<number, Reading>;
  /** By tensor that slides: its columns that a run reads. */
  needed: Map<number, Range>;
  /** Why the outputs of an op that reads what slides do not slide, by position. */
  reasons: Map<number, string>;
}

/** Columns of a tensor that each run computes: at the front, which lie beside padding, and the newest. The others are kept. */
export interface Fresh {
  front?: Range;
  newest: Range;
}

/**
 * Which tensors slide when the window moves by `hop` columns. An op slides if each of its columns is computed from its inputs' columns by
 * one rule; columns that reach padding, or columns that do not slide, are no part of it.
 *
 * @param borders whether ops with such columns slide as well, and these are computed anew for each window; else their outputs do not
 */
export function findSlides(graph: Graph, streaming: Streaming & { axis: number }, borders: boolean): Slides {
  const [input] = graph.inputs;
  const columns = columnsAlong(graph.tensors[input].shape, streaming.axis, streaming.columns);
  const slides: Slides = { tensors: new Map(), readings: new Map(), needed: new Map(), reasons: new Map() };
  slides.tensors.set(input, { ...columns, shift: streaming.hop, steady: { from: 0, to: columns.count } });
  graph.ops.forEach((op, position) => slideOp(graph, op, position, slides, borders));
  findNeeds(graph, slides);
  return slides;
}

function slideOp(graph: Graph, op: Op, position: number, { tensors, readings, reasons }: Slides, borders: boolean): void {
  const inputs = op.inputs.map((id) => tensors.get(id));
  const sliding = inputs.filter((slide) => slide !== undefined);
  if (sliding.length === 0) return;
  const reading = readColumns(toNode(graph, op), inputs);
  if (!reading) return void reasons.set(position, 'it needs all columns of its input');
  readings.set(position, reading);
  if (!reading.output) return void reasons.set(position, 'it takes one column of its input');
  const shifts = sliding.map(({ shift }) => shift);
  if (shifts.some((shift) => shift !== shifts[0])) return void reasons.set(position, 'its inputs move by different numbers of columns');
  const shift = shifts[0] / reading.stride;
  if (!Number.isInteger(shift)) return void reasons.set(position, `its stride is ${reading.stride}, and its input moves by ${shifts[0]}`);
  const { count } = reading.output;
  const steady = sliding.map((slide) => findSteady(slide.steady, reading, count)).reduce((a, b) => ({ from: Math.max(a.from, b.from), to: Math.min(a.to, b.to) }));
  if (steady.to - steady.from <= shift) return void reasons.set(position, `a window shares none of its ${count} columns with the next`);
  if (!borders && (steady.from > 0 || steady.to < count)) return void reasons.set(position, 'columns at the ends of its output depend on padding');
  for (const id of op.outputs) tensors.set(id, { ...reading.output, shift, steady });
}

/** Output columns that read steady columns alone. */
function findSteady({ from, to }: Range, { stride, before, reach }: Reading, count: number): Range {
  return {
    from: Math.max(0, Math.ceil((from + before) / stride)),
    to: Math.min(count, Math.floor((to - reach + before) / stride) + 1),
  };
}

/** Backwards: what each run must compute of a tensor follows from what the ops behind it read. */
function findNeeds(graph: Graph, { tensors, readings, needed }: Slides): void {
  const need = (id: number, range: Range): void => void needed.set(id, joinRanges(needed.get(id), range));
  const all = (id: number): Range => ({ from: 0, to: tensors.get(id)!.count });
  for (const id of graph.outputs) if (tensors.has(id)) need(id, all(id));
  for (let position = graph.ops.length - 1; position >= 0; position--) {
    const op = graph.ops[position];
    const inputs = op.inputs.filter((id) => tensors.has(id));
    const reading = readings.get(position);
    const parts = listParts(op, { tensors, needed }, reading);
    for (const id of inputs) {
      if (!reading) need(id, all(id));
      else for (const part of parts) need(id, readRange(reading, part, tensors.get(id)!.count));
    }
  }
  const [input] = graph.inputs;
  // what is new comes at the end, whether anybody reads it or not
  const { count, shift } = tensors.get(input)!;
  need(input, { from: count - shift, to: count });
}

/** The parts of its columns that an op computes in each run. */
export function listParts({ outputs }: Op, { tensors, needed }: Pick<Slides, 'tensors' | 'needed'>, reading: Reading | undefined): Range[] {
  const slide = tensors.get(outputs[0]);
  if (!slide) return [{ from: 0, to: reading?.output?.count ?? 1 }];
  const range = outputs.map((id) => needed.get(id)).reduce((sum: Range | undefined, one) => (one ? joinRanges(sum, one) : sum), undefined);
  if (!range) return [];
  const { front, newest } = findFresh(slide, range);
  return front ? [front, newest] : [newest];
}

/** What of the needed columns is new in each window; all of them where nothing of them can be kept. */
export function findFresh({ shift, steady }: Sliding, { from, to }: Range): Fresh {
  const end = Math.min(steady.to, to);
  const kept = { from: Math.max(steady.from, from), to: end - shift };
  // a part that lies in padding alone would read nothing: it goes on to the next steady column
  if (kept.to <= kept.from) return { newest: { from: Math.min(from, steady.to - 1), to: Math.max(to, steady.from + 1) } };
  const front = kept.from > from ? { from, to: kept.from + 1 } : undefined;
  return { front, newest: { from: kept.to, to } };
}

/** The columns of an input that a part of the output reads. */
export function readRange({ stride, before, reach }: Reading, part: Range, count: number): Range {
  return {
    from: Math.max(0, part.from * stride - before),
    to: Math.min(count, (part.to - 1) * stride - before + reach),
  };
}
