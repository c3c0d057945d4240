import { describe, expect, it } from 'vitest';
import { oneOperatorGraph } from '../../test/one-operator';
import { compileModel } from './compile-model';
import { buildGraph } from './ir/graph-builder';
import { writeFlatbuffer } from './tflite/write-flatbuffer';

const compile = (bytes: Uint8Array) => () => compileModel(bytes, { name: 'm', arch: 'portable' });
const error = (details: Record<string, unknown>) => expect.objectContaining(details);

describe('errors of compileModel', () => {
  it('tell a file that was cut short at any place from a model', () => {
    const whole = writeFlatbuffer(oneOperatorGraph('RELU', [1, 4]), 'test');
    for (let length = 0; length < whole.length - 1; length += 7) {
      expect(compile(whole.slice(0, length))).toThrow(error({ code: 'IMP_MODEL_INVALID' }));
    }
  });

  it('name an operator that is not known, its shapes and the file to add', () => {
    const model = writeFlatbuffer(oneOperatorGraph('SEGMENT_SUM', [1, 4]), 'test');
    const fix = expect.stringContaining('plugin/compiler/ops/segment-sum.ts');
    const named = { message: expect.stringMatching(/Operator 0 is SEGMENT_SUM .*1x4/), fix };
    expect(compile(model)).toThrow(error({ code: 'IMP_MODEL_OPERATOR', ...named }));
  });

  it.each([
    ['HASHTABLE_FIND', /table of words/, /let "t0" be numbers/],
    ['RANDOM_UNIFORM', /random numbers/, /training=False/],
    ['WHERE', /length depends on the values/, /SELECT/],
    ['UNIQUE', /length depends on the values/, /from its output/],
  ])('name the way around %s', (name, message, fix) => {
    const model = writeFlatbuffer(oneOperatorGraph(name, [1, 4]), 'test');
    expect(compile(model)).toThrow(error({ code: 'IMP_MODEL_OUTSIDE', message: expect.stringMatching(message), fix: expect.stringMatching(fix) }));
  });

  it('refuse an output that no run computes', () => {
    const { graph, tensor, constant, op } = buildGraph();
    const [input, output, view] = [tensor('input', [4], 'float32'), tensor('output', [4], 'float32'), tensor('view', [4], 'float32')];
    op('RELU', [input], [output]);
    op('RESHAPE', [constant('values', [2, 2], new Float32Array(4))], [view]);
    graph.inputs.push(input);
    graph.outputs.push(output, view);
    expect(compile(writeFlatbuffer(graph, 'test'))).toThrow(error({ code: 'IMP_MODEL_INVALID', message: expect.stringContaining('"view" is a constant') }));
  });

  it('say what an operator asks for that cannot be', () => {
    const model = writeFlatbuffer(oneOperatorGraph('RELU', [1, 4], [1, 5]), 'test');
    expect(compile(model)).toThrow(error({ code: 'IMP_MODEL_UNSUPPORTED', message: expect.stringContaining('RELU') }));
  });
});
