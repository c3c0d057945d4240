import { describe, expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { writeChoice, writeDelay, writeNested, writeRecurrent } from './loop-models';
import { seededRandom, toBytes } from './random-drafts';
import { runManyOnHost } from './run-model';
import { runLiteRt } from './run-interpreter';

const RUNS = 6;
/** A few units in the last place of a tanh() of our own, carried through ten steps. */
const CLOSE = 64 * 2 ** -24;

const random = seededRandom(5);
const MODELS = [
  { name: 'recurrent', file: writeRecurrent(random, { steps: 10, units: 5, depth: 3 }), elements: 30, outputCount: 2 },
  { name: 'choice', file: writeChoice(6), elements: 6, outputCount: 3 },
  { name: 'nested', file: writeNested(6), elements: 6, outputCount: 1 },
];
const drawRuns = (elements: number): Uint8Array[] =>
  Array.from({ length: RUNS }, () => toBytes(Array.from({ length: elements }, () => random.uniform() * 2 - 1), 'float32'));
const CASES = MODELS.map((model) => ({ ...model, inputs: drawRuns(model.elements) }));
const compile = (name: string) => compileModel(MODELS.find((model) => model.name === name)!.file, { name, arch: 'portable' });

describe('models with loops and branches', () => {
  test('give what LiteRT gives', () => {
    const got = runManyOnHost(CASES.map((item) => ({ ...item, model: compile(item.name) })));
    const wanted = runLiteRt(CASES);
    CASES.forEach(({ name }, index) => {
      const result = wanted[index];
      expect(result, name).not.toHaveProperty('error');
      const [ours, theirs] = [Buffer.concat(got[index]), 'outputs' in result ? result.outputs : Buffer.alloc(0)].map(floatsOf);
      expect(ours, name).toHaveLength(theirs.length);
      ours.forEach((value, at) => expect(Math.abs(value - theirs[at]), `${name}, value ${at}`).toBeLessThanOrEqual(CLOSE * Math.max(1, Math.abs(theirs[at]))));
    });
  });

  // LiteRT copies one result after the other: what a result was made of is gone by then
  test.each([false, true])('carry all values at once, exactly (swap: %s)', (isSwap) => {
    const inputs = drawRuns(4);
    const model = compileModel(writeDelay(4, isSwap), { name: 'delay', arch: 'portable' });
    const [got] = runManyOnHost([{ model, name: 'delay', inputs }]);
    const wanted = inputs.map((bytes) => {
      let other = floatsOf(Buffer.from(bytes));
      let value = other.map((x) => Math.max(0, x));
      for (let turn = 0; turn < 7 && Math.max(...value) < 9; ++turn) [value, other] = [isSwap ? other : value.map((x) => 2 * x), value];
      return [...value, ...other];
    });
    expect(got.map((bytes) => floatsOf(Buffer.from(bytes)))).toEqual(wanted);
  });

  test('run a body of known length so often, its counter gone where nobody else reads it, and its work counted', () => {
    const model = compile('recurrent');
    const text = model.files['recurrent_model.cpp'];
    expect(text).toMatch(/for \(int32_t turn_\d+ = 0; turn_\d+ < 10; /);
    expect(text).not.toContain('LOGICAL_AND');
    expect(model.ops.filter(({ name }) => name === 'FULLY_CONNECTED').map(({ macs }) => macs)).toEqual([10 * 15, 10 * 25]);
  });

  test('write a list item by item where it lies, and carry a state without a copy', () => {
    const text = compile('recurrent').files['recurrent_model.cpp'];
    expect(text).not.toContain('CARRY: float32');
    const [, from, to] = /dynamic_update_slice<\w+>\(.*?arena \+ (\d+)\).*arena \+ (\d+)\)\);/.exec(text)!;
    expect(from).toBe(to);
  });
});

function floatsOf(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, at) => bytes.readFloatLE(4 * at));
}
