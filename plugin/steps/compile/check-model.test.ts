import { describe, expect, it } from 'vitest';
import type { TensorInfo } from '../../compiler/compile-model';
import { checkModel } from './check-model';

const tensor = (name: string, shape: number[], dtype: TensorInfo['dtype'] = 'int8'): TensorInfo => ({ name, shape, dtype, bytes: 0 });
const check = (changes: { inputs?: TensorInfo[]; outputs?: TensorInfo[] }) => () =>
  checkModel({
    learn: 'words',
    features: 12,
    labels: ['yes', 'no'],
    model: { inputs: [tensor('in', [1, 4, 3])], outputs: [tensor('out', [1, 2])], ...changes },
  });

describe('checkModel', () => {
  it('takes a model of any shape with the right number of values', () => {
    expect(check({})).not.toThrow();
    expect(check({ inputs: [tensor('in', [12, 1], 'float32')] })).not.toThrow();
  });

  it('refuses another number of inputs, with both numbers', () => {
    expect(check({ inputs: [tensor('in', [1, 4, 4])] })).toThrow(
      'The model of "words" takes 16 values in its one input, but its DSP blocks give 12 features.',
    );
    expect(check({ inputs: [tensor('a', [12]), tensor('b', [1])] })).toThrow('12 features');
  });

  it('refuses another number of outputs than labels', () => {
    expect(check({ outputs: [tensor('out', [1, 3])] })).toThrow('gives 3 values, but there are 2 labels');
  });

  it('refuses tensors of other types by name', () => {
    expect(check({ inputs: [tensor('in', [12], 'int16')] })).toThrow('Tensor "in" of the model of "words" is int16.');
  });
});
