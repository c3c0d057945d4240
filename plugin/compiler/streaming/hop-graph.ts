import { ARENA_ALIGNMENT } from '../arena/plan-arena';
import { DTYPE_BYTES, type Graph, type Op, type Tensor } from '../ir/graph';
import { SLIDE } from '../ops/slide-columns';
import { covers, cutShape, findAxis, isSameRange, type Range, type Sliding } from './columns';
import { findFresh, listParts, readRange, type Slides } from './find-slides';
import type { Cut } from './readings';

/** Operators that execute nothing. */
const VIEWS = ['EXPAND_DIMS', 'RESHAPE', 'SQUEEZE'];

/** What the new graph has of a tensor that slides. */
interface Columns {
  slide: Sliding;
  axis: number;
  /** Tensors of some of the columns. */
  parts: { range: Range; id: number }[];
  /** All that is needed, in the state, and the op that keeps it there. */
  kept?: { range: Range; id: number; op: Op };
}

/**
 * The graph of one hop: its input is what is new of the model's, its outputs are those of the whole window. Of each tensor that slides
 * only new columns are computed; where ops read older ones too, an op `SLIDE_COLUMNS` keeps them.
 */
export function buildHopGraph(graph: Graph, slides: Slides): Graph {
  return new HopBuilder(graph, slides).build();
}

class HopBuilder {
  private readonly tensors: Tensor[] = [];
  private readonly ops: Op[] = [];
  /** Tensors that do not slide, by the model's ids. */
  private readonly whole = new Map<number, number>();
  private readonly sliding = new Map<number, Columns>();

  constructor(private readonly graph: Graph, private readonly slides: Slides) {}

  build(): Graph {
    const [input] = this.graph.inputs;
    const slide = this.slides.tensors.get(input)!;
    const newest = { from: slide.count - slide.shift, to: slide.count };
    const columns = this.open(input);
    const fed = this.addPart(columns, this.graph.tensors[input], newest);
    this.keep(columns, input, { index: this.graph.ops[0].index, part: 'input' });
    this.graph.ops.forEach((op, position) => this.buildOp(op, position));
    const outputs = this.graph.outputs.map((id) => this.giveOutput(id));
    return { tensors: this.tensors, ops: this.ops, inputs: [fed], outputs };
  }

  private buildOp(op: Op, position: number): void {
    const reading = this.slides.readings.get(position);
    const parts = listParts(op, this.slides, reading);
    const results = op.outputs.map((id) => (this.slides.tensors.has(id) ? this.open(id) : undefined));
    parts.forEach((part, at) => {
      let cut: Cut | undefined;
      const inputs = op.inputs.map((id) => {
        const columns = this.sliding.get(id);
        if (!columns) return this.take(id);
        if (!reading) return this.takeColumns(id, { from: 0, to: columns.slide.count });
        const read = readRange(reading, part, columns.slide.count);
        cut = reading.cut?.(part, read) ?? cut;
        return this.takeColumns(id, read);
      });
      const outputs = op.outputs.map((id, place) => {
        const columns = results[place];
        return columns ? this.addPart(columns, this.graph.tensors[id], part) : this.take(id);
      });
      // the same bytes under another shape: of what is in the state, in the state
      const { kept } = this.tensors[inputs[0]] ?? {};
      if (kept && VIEWS.includes(op.name)) this.tensors[outputs[0]].kept = kept;
      this.ops.push(this.cutOp(op, inputs, outputs, cut, parts.length > 1 ? ['front', 'newest'][at] : undefined));
    });
    op.outputs.forEach((id, place) => {
      if (results[place]) this.keep(results[place], id, { index: op.index, ...(place > 0 ? { part: `output_${place}` } : {}) });
    });
  }

  private cutOp(op: Op, inputs: number[], outputs: number[], { name, options, constants = {}, inputs: count }: Cut = {}, part?: string): Op {
    const read = inputs.slice(0, count ?? inputs.length).map((id, place) =>
      place in constants ? this.addConstant(`${this.tensors[id].name} of a part`, constants[place]) : id);
    return { ...op, ...(name ? { name, options: {} } : { options: { ...op.options, ...options } }), inputs: read, outputs, ...(part ? { part } : {}) };
  }

  /** Puts the needed columns into the state, unless one part is all of them. */
  private keep(columns: Columns, tensorId: number, place: Pick<Op, 'index' | 'part'>): void {
    const { slide, axis, parts } = columns;
    const [tensor, range] = [this.graph.tensors[tensorId], this.slides.needed.get(tensorId)];
    if (!range || parts.some((part) => covers(part.range, range))) return;
    const { front, newest } = findFresh(slide, range);
    const id = this.addTensor(tensor, cutShape(tensor.shape, axis, slide.count, range.to - range.from), { in: this.tensors.length, byteOffset: 0 });
    const first = Math.max(range.from, front ? slide.steady.from : range.from) - range.from;
    const size = newest.from - range.from - first;
    const op: Op = {
      ...place, name: SLIDE, version: 1, outputs: [id],
      inputs: [newest, ...(front ? [front] : [])].map((part) => parts.find((one) => isSameRange(one.range, part))!.id),
      options: {
        rows: slide.outer,
        keptFrom: first * slide.inner, keptSize: size * slide.inner, shift: slide.shift * slide.inner,
        shapes: this.tensors[id].shape,
      },
    };
    this.ops.push(op);
    columns.kept = { range, id, op };
  }

  /** A tensor of these columns: one that is there, a place in the state, or a copy. */
  private takeColumns(tensorId: number, range: Range): number {
    const columns = this.sliding.get(tensorId)!;
    const { kept, parts, slide, axis } = columns;
    const known = parts.find((part) => isSameRange(part.range, range)) ?? (kept && isSameRange(kept.range, range) ? kept : undefined);
    if (known) return known.id;
    const source = kept ?? parts.find((part) => covers(part.range, range))!;
    const tensor = this.graph.tensors[tensorId];
    const shape = cutShape(tensor.shape, axis, slide.count, range.to - range.from);
    const byteOffset = (range.from - source.range.from) * slide.inner * DTYPE_BYTES[tensor.dtype];
    if (kept && slide.outer === 1 && byteOffset % ARENA_ALIGNMENT === 0) {
      const id = this.addTensor(tensor, shape, { in: kept.id, byteOffset });
      kept.op.outputs.push(id);
      kept.op.options.shapes = [...(kept.op.options.shapes as number[]), ...shape];
      parts.push({ range, id });
      return id;
    }
    const id = this.copy(source.id, tensor, shape, axis, (range.from - source.range.from) * (tensor.shape[axis] / slide.count));
    parts.push({ range, id });
    return id;
  }

  private copy(from: number, tensor: Tensor, shape: number[], axis: number, begin: number): number {
    const id = this.addTensor(tensor, shape);
    const begins = this.addConstant('begin of a part', shape.map((_, at) => (at === axis ? begin : 0)));
    const sizes = this.addConstant('size of a part', shape);
    this.ops.push({ index: this.ops.at(-1)?.index ?? 0, name: 'SLICE', version: 1, inputs: [from, begins, sizes], outputs: [id], options: {}, part: `columns_${id}` });
    return id;
  }

  private giveOutput(id: number): number {
    const columns = this.sliding.get(id);
    const whole = columns ? this.takeColumns(id, { from: 0, to: columns.slide.count }) : this.take(id);
    if (!this.tensors[whole].kept) return whole;
    return this.copy(whole, this.graph.tensors[id], this.graph.tensors[id].shape, 0, 0);
  }

  private open(id: number): Columns {
    const slide = this.slides.tensors.get(id)!;
    const columns: Columns = { slide, axis: findAxis(this.graph.tensors[id].shape, slide)!, parts: [] };
    this.sliding.set(id, columns);
    return columns;
  }

  private addPart({ slide, axis, parts }: Columns, tensor: Tensor, range: Range): number {
    const id = this.addTensor(tensor, cutShape(tensor.shape, axis, slide.count, range.to - range.from));
    parts.push({ range, id });
    return id;
  }

  private take(id: number): number {
    if (id < 0) return id;
    const known = this.whole.get(id);
    if (known !== undefined) return known;
    const tensor = this.graph.tensors[id];
    const taken = this.addTensor(tensor, tensor.shape);
    this.whole.set(id, taken);
    return taken;
  }

  private addTensor({ name, dtype, quantization, data, isVariable }: Tensor, shape: number[], kept?: Tensor['kept']): number {
    return this.tensors.push({ id: this.tensors.length, name, shape, dtype, quantization, data, isVariable, ...(kept ? { kept } : {}) }) - 1;
  }

  private addConstant(name: string, values: readonly number[]): number {
    const data = new Uint8Array(Int32Array.from(values).buffer);
    return this.tensors.push({ id: this.tensors.length, name, shape: [values.length], dtype: 'int32', data, isVariable: false }) - 1;
  }
}

