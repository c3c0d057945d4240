import { ImpulseError } from '../../errors';
import { CONTROL } from '../ops/control-flow';
import { refuseDamage, type TfliteModel, type TfliteOperator, type TfliteSubgraph, type TfliteTensor } from './read-flatbuffer';

/** Operators whose outputs are the bytes of their input. */
const VIEWS = ['RESHAPE', 'SQUEEZE', 'EXPAND_DIMS'];

/** Subgraphs that run each other without end would be inlined without end. */
const MOST_DEPTH = 16;
const MOST_OPERATORS = 20_000;

/**
 * The subgraphs that WHILE, IF and CALL run, in their places among the model's own operators, between marks (`ops/control-flow.ts`). What a
 * loop carries unchanged is what was there before it, so that weights stay constants.
 */
export function inlineSubgraphs(model: TfliteModel): TfliteModel {
  const inlining = new Inlining(model);
  return inlining.needed ? inlining.run() : model;
}

/** Tensors of a subgraph by their numbers: which of the whole model each of them is. */
type Places = Map<number, number>;

class Inlining {
  private readonly tensors: TfliteTensor[];
  private operators: TfliteOperator[] = [];
  private readonly operatorCodes: TfliteModel['operatorCodes'];
  private next: number;

  constructor(private readonly model: TfliteModel) {
    this.tensors = [...model.tensors];
    this.operatorCodes = [...model.operatorCodes];
    this.next = model.operators.length;
  }

  get needed(): boolean {
    return this.model.operators.some((operator) => ['WHILE', 'IF', 'CALL'].includes(this.nameOf(operator)));
  }

  run(): TfliteModel {
    const places: Places = new Map(this.model.tensors.map((_, id) => [id, id]));
    this.expand(this.model, places, undefined, 0);
    const outputs = this.model.outputs.map((id) => places.get(id) ?? id);
    return { ...this.model, tensors: this.tensors, operators: this.operators, operatorCodes: this.operatorCodes, outputs };
  }

  /** Appends the operators of a subgraph. `number`: which it is; the model's own operators keep their numbers. */
  private expand(subgraph: TfliteSubgraph, places: Places, number: number | undefined, depth: number): void {
    for (const operator of subgraph.operators) {
      const where = number === undefined ? undefined : `${operator.index} of subgraph ${number}`;
      if (this.operators.length > MOST_OPERATORS || depth > MOST_DEPTH) refuse(`operator ${where ?? operator.index} runs subgraphs that run subgraphs without end`);
      const inputs = operator.inputs.map((id) => (id < 0 ? id : (places.get(id) ?? id)));
      const placed = { ...operator, inputs, where };
      const name = this.nameOf(operator);
      if (name === 'WHILE') this.expandLoop(placed, places, depth);
      else if (name === 'IF') this.expandBranches(placed, places, depth);
      else if (name === 'CALL') this.expandCall(placed, places, depth);
      else {
        const outputs = operator.outputs.map((id) => places.get(id) ?? id);
        this.operators.push({ ...placed, outputs, index: number === undefined ? operator.index : this.next++ });
      }
    }
  }

  private expandCall(call: TfliteOperator, places: Places, depth: number): void {
    const number = this.readNumbers(call)[0];
    const [subgraph, inner] = this.open(call, number, call.inputs);
    this.expand(subgraph, inner, number, depth + 1);
    call.outputs.forEach((id, at) => places.set(id, inner.get(subgraph.outputs[at])!));
  }

  private expandLoop(loop: TfliteOperator, places: Places, depth: number): void {
    const [conditionNumber, bodyNumber] = this.readNumbers(loop);
    const body = this.subgraph(loop, bodyNumber);
    // what the body hands on as it came is no part of the loop
    const entries = loop.inputs.map((id, at) => (body.outputs[at] === body.inputs[at] ? id : this.addTensor(this.carriedLike(body.tensors[body.inputs[at]], id))));
    const carried = entries.flatMap((id, at) => (id === loop.inputs[at] ? [] : [at]));
    if (carried.length === 0) refuse(`operator ${loop.where ?? loop.index}, WHILE, changes nothing from one turn to the next`);
    const [condition, inCondition] = this.open(loop, conditionNumber, entries);
    const [, inBody] = this.open(loop, bodyNumber, entries);

    for (const at of carried) this.mark(loop, CONTROL.enter, [loop.inputs[at]], [entries[at]]);
    const begin = this.operators.length;
    this.mark(loop, CONTROL.loop, carried.map((at) => entries[at]));
    this.expand(condition, inCondition, conditionNumber, depth + 1);
    this.mark(loop, CONTROL.test, [inCondition.get(condition.outputs[0]) ?? -1]);
    const before = this.operators.length;
    this.expand(body, inBody, bodyNumber, depth + 1);
    const results = carried.map((at) => this.keep(loop, inBody.get(body.outputs[at]) ?? -1, carried.map((other) => entries[other]), before));
    carried.forEach((at, index) => this.mark(loop, CONTROL.carry, [entries[at], results[index]]));
    this.mark(loop, CONTROL.loopEnd, this.findOuter(begin));
    loop.outputs.forEach((id, at) => places.set(id, entries[at]));
  }

  private expandBranches(choice: TfliteOperator, places: Places, depth: number): void {
    const [condition, ...inputs] = choice.inputs;
    const numbers = this.readNumbers(choice);
    const known = this.tensors[condition]?.data ?? new Uint8Array(0);
    const ways = numbers.map((number) => [number, ...this.open(choice, number, inputs)] as const);
    if (known.length === 1) {
      const [number, subgraph, inner] = ways[known[0] === 0 ? 1 : 0];
      this.expand(subgraph, inner, number, depth + 1);
      choice.outputs.forEach((id, at) => places.set(id, inner.get(subgraph.outputs[at])!));
      return;
    }
    const outputs = choice.outputs.map((id) => this.addTensor((this.tensors[places.get(id) ?? id])));
    this.mark(choice, CONTROL.branch, [condition], outputs);
    ways.forEach(([number, subgraph, inner], way) => {
      if (way === 1) this.mark(choice, CONTROL.otherwise, [condition]);
      this.expand(subgraph, inner, number, depth + 1);
      outputs.forEach((id, at) => this.mark(choice, CONTROL.carry, [id, inner.get(subgraph.outputs[at]) ?? -1]));
    });
    this.mark(choice, CONTROL.branchEnd, [condition]);
    choice.outputs.forEach((id, at) => places.set(id, outputs[at]));
  }

  /** What is carried keeps the type of the body and the shape that it comes with. */
  private carriedLike(tensor: TfliteTensor, from: number): TfliteTensor {
    const { shape, shapeSignature } = this.tensors[from];
    return { ...tensor, shape, shapeSignature };
  }

  /** The result of a turn that is what another result began the turn with is copied before that changes: all change at once. */
  private keep(loop: TfliteOperator, result: number, carried: readonly number[], before: number): number {
    let root = result;
    for (let maker = this.maker(root, before); maker && VIEWS.includes(this.nameOf(maker)); maker = this.maker(root, before)) root = maker.inputs[0];
    if (!carried.includes(root)) return result;
    const copy = this.addTensor({ ...this.tensors[result], data: new Uint8Array(0) });
    const operator = this.markOf(loop, CONTROL.keep, [result], [copy]);
    if (root === result) this.operators.splice(before, 0, operator);
    else this.operators.push(operator);
    return copy;
  }

  private maker(id: number, from: number): TfliteOperator | undefined {
    return this.operators.slice(from).find(({ outputs }) => outputs.includes(id));
  }

  /** All that operators read from that one on and that none of them makes, but for constants. */
  private findOuter(begin: number): number[] {
    const inner = this.operators.slice(begin);
    const made = new Set(inner.flatMap(({ outputs }) => outputs));
    const read = new Set(inner.flatMap(({ inputs }) => inputs));
    return [...read].filter((id) => id >= 0 && !made.has(id) && this.tensors[id]?.data.length === 0);
  }

  /** A subgraph whose inputs are tensors that are there; its others are added. */
  private open(from: TfliteOperator, number: number, inputs: readonly number[]): [TfliteSubgraph, Places] {
    const subgraph = this.subgraph(from, number);
    if (subgraph.inputs.length !== inputs.length) {
      refuse(`operator ${from.where ?? from.index} gives ${inputs.length} tensors to subgraph ${number}, which takes ${subgraph.inputs.length}`);
    }
    const places: Places = new Map(subgraph.inputs.map((id, at) => [id, inputs[at]]));
    subgraph.tensors.forEach((tensor, id) => {
      if (!places.has(id)) places.set(id, this.addTensor(tensor));
    });
    return [subgraph, places];
  }

  private subgraph(from: TfliteOperator, number: number): TfliteSubgraph {
    const found = number > 0 ? this.model.subgraph(number) : undefined;
    const subgraph = found ?? refuse(`operator ${from.where ?? from.index}, ${this.nameOf(from)}, names subgraph ${number}`);
    const all = [...subgraph.inputs, ...subgraph.outputs, ...subgraph.operators.flatMap(({ inputs, outputs }) => [...inputs, ...outputs])];
    const bad = all.find((id) => id < -1 || id >= subgraph.tensors.length);
    if (bad !== undefined) refuse(`subgraph ${number} names tensor ${bad} of ${subgraph.tensors.length}`);
    return subgraph;
  }

  private readNumbers(operator: TfliteOperator): [number, number] {
    return refuseDamage(() => [operator.options?.int32(0, 0) ?? 0, operator.options?.int32(1, 0) ?? 0]);
  }

  private addTensor(tensor: TfliteTensor): number {
    return this.tensors.push(tensor) - 1;
  }

  private mark(from: TfliteOperator, name: string, inputs: number[], outputs: number[] = []): void {
    this.operators.push(this.markOf(from, name, inputs, outputs));
  }

  /** In the errors it is the operator of the file that it comes from. */
  private markOf(from: TfliteOperator, name: string, inputs: number[], outputs: number[]): TfliteOperator {
    const known = this.operatorCodes.findIndex((code) => code.name === name);
    const opcode = known >= 0 ? known : this.operatorCodes.push({ name, version: 1 }) - 1;
    return { index: this.next++, opcode, inputs, outputs, options: undefined, customOptions: new Uint8Array(0), where: from.where ?? String(from.index) };
  }

  private nameOf({ opcode }: TfliteOperator): string {
    return this.operatorCodes[opcode]?.name ?? '';
  }
}

function refuse(problem: string): never {
  throw new ImpulseError('IMP_MODEL_INVALID', { problem });
}
