import { expect, test } from 'vitest';
import { writeRawModel, type RawOperator, type RawSubgraph, type RawTensor } from '../../../test/conformance/raw-model';
import { compileModel } from '../compile-model';

const value: RawTensor = { type: 'float32', shape: [4] };
const holds: RawTensor = { type: 'bool', shape: [] };
const loop = (condition: number, body: number): RawOperator => ({ name: 'WHILE', inputs: [0], outputs: [1], options: { 0: { int32: condition }, 1: { int32: body } } });
const main = (...operators: RawOperator[]): RawSubgraph => ({ tensors: [value, value], operators, inputs: [0], outputs: [1] });
const always: RawSubgraph = { tensors: [value, { ...holds, data: Uint8Array.of(1) }], operators: [], inputs: [0], outputs: [1] };
const step = (name: string, tensors = [value, value]): RawSubgraph => ({ tensors, operators: [{ name, inputs: [0], outputs: [1] }], inputs: [0], outputs: [1] });
const compile = (...subgraphs: RawSubgraph[]) => () => compileModel(writeRawModel(subgraphs), { name: 'm', arch: 'portable' });
const refusal = (code: string, text: string) => expect.objectContaining({ code, message: expect.stringContaining(text) });

test('a subgraph that is not there is refused', () => {
  expect(compile(main(loop(1, 7)), always, step('RELU'))).toThrow(refusal('IMP_MODEL_INVALID', 'operator 0, WHILE, names subgraph 7'));
});

test('a subgraph that takes another number of tensors is refused', () => {
  expect(compile(main(loop(1, 2)), always, { ...step('RELU'), inputs: [0, 1] })).toThrow(refusal('IMP_MODEL_INVALID', 'gives 1 tensors to subgraph 2, which takes 2'));
});

test('a subgraph that runs itself is refused', () => {
  expect(compile(main(loop(1, 2)), always, main(loop(1, 2)))).toThrow(refusal('IMP_MODEL_INVALID', 'runs subgraphs that run subgraphs without end'));
});

test('a loop that changes nothing is refused', () => {
  expect(compile(main(loop(1, 2)), always, { ...step('RELU'), outputs: [0] })).toThrow(refusal('IMP_MODEL_INVALID', 'changes nothing from one turn to the next'));
});

test('a loop that never ends is refused', () => {
  expect(compile(main(loop(1, 2)), always, step('RELU'))).toThrow(refusal('IMP_MODEL_UNSUPPORTED', 'a loop on a constant'));
});

test('a value whose shape changes from turn to turn is refused', () => {
  const open: RawSubgraph = {
    tensors: [value, { ...value, type: 'bool' }, holds, { type: 'int32', shape: [1], data: new Uint8Array(4) }],
    operators: [{ name: 'GREATER', inputs: [0, 0], outputs: [1] }, { name: 'REDUCE_ANY', inputs: [1, 3], outputs: [2] }],
    inputs: [0],
    outputs: [2],
  };
  const body: RawSubgraph = { tensors: [value, { ...value, shape: [5], data: new Uint8Array(20) }], operators: [], inputs: [0], outputs: [1] };
  expect(compile(main(loop(1, 2)), open, body)).toThrow(refusal('IMP_MODEL_UNSUPPORTED', 'float32 4 that becomes float32 5 from one turn to the next'));
});

test('an operator in a subgraph is told by its number there', () => {
  expect(compile(main(loop(1, 2)), always, step('SEGMENT_SUM'))).toThrow(refusal('IMP_MODEL_OPERATOR', 'Operator 0 of subgraph 2 is SEGMENT_SUM'));
});
