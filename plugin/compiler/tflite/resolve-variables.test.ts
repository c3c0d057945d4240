import { describe, expect, test } from 'vitest';
import { writeRawModel, type RawOperator, type RawSubgraph, type RawTensor } from '../../../test/conformance/raw-model';
import { compileModel } from '../compile-model';

const handle = { 0: { text: '' }, 1: { text: 'ring' } };
const value: RawTensor = { type: 'float32', shape: [1, 4] };
const declare: RawOperator = { name: 'VAR_HANDLE', inputs: [], outputs: [1], options: handle };

/** Gives RELU of what the run before was given. */
const MAIN: RawSubgraph = {
  tensors: [value, { type: 'resource', shape: [] }, value, value],
  operators: [
    declare,
    { name: 'READ_VARIABLE', inputs: [1], outputs: [2], options: {} },
    { name: 'RELU', inputs: [2], outputs: [3] },
    { name: 'ASSIGN_VARIABLE', inputs: [1, 0], outputs: [], options: {} },
  ],
  inputs: [0],
  outputs: [3],
};
const once = (tensors: RawTensor[], operators: RawOperator[]): RawSubgraph => ({ tensors, operators, inputs: [], outputs: [] });
const compile = (...subgraphs: RawSubgraph[]) => compileModel(writeRawModel(subgraphs), { name: 'm', arch: 'portable' });
const refusal = (code: string, text: string) => expect.objectContaining({ code, message: expect.stringContaining(text) });

describe('a resource variable', () => {
  test('is kept beside the arena, from zeros on where nothing is assigned once', () => {
    const model = compile(MAIN);
    expect(model.stateBytes).toBe(16);
    expect(model.files['m_model.cpp']).toContain('memset(state + 0, 0, 16);');
  });

  test('has one type and shape', () => {
    const [x, ...rest] = MAIN.tensors;
    expect(() => compile({ ...MAIN, tensors: [{ ...x, shape: [1, 3] }, ...rest] })).toThrow(refusal('IMP_MODEL_UNSUPPORTED', 'a variable that is float32 1x4'));
  });

  test('that nobody reads or assigns is refused', () => {
    const [first, , relu] = MAIN.operators;
    const idle = { ...MAIN, operators: [first, { ...relu, inputs: [0] }] };
    expect(() => compile(idle)).toThrow(refusal('IMP_MODEL_INVALID', 'the variable "/ring" is neither read nor assigned'));
  });

  test('whose handle is no handle is refused', () => {
    const tensors = MAIN.tensors.map((tensor, id) => (id === 1 ? value : tensor));
    expect(() => compile({ ...MAIN, tensors })).toThrow(refusal('IMP_MODEL_INVALID', 'operator 0, VAR_HANDLE, gives no handle'));
  });

  const callOnce = (subgraph: number): RawOperator => ({ name: 'CALL_ONCE', inputs: [], outputs: [], options: { 0: { int32: subgraph } } });

  test('whose first value is computed is refused', () => {
    const tensors: RawTensor[] = [value, { type: 'resource', shape: [] }, value];
    const operators = [declare, { name: 'RELU', inputs: [0], outputs: [2] }];
    const model = { ...MAIN, operators: [callOnce(1), ...MAIN.operators] };
    expect(() => compile(model, once(tensors, operators))).toThrow(refusal('IMP_MODEL_OUTSIDE', 'a first value of a variable that is computed (RELU in subgraph 1)'));
  });

  test('that is assigned once by a subgraph that is not there is refused', () => {
    const model = { ...MAIN, operators: [callOnce(7), ...MAIN.operators] };
    expect(() => compile(model)).toThrow(refusal('IMP_MODEL_INVALID', 'operator 0, CALL_ONCE, names subgraph 7'));
  });
});
