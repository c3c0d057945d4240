import type { Tensor } from '../ir/graph';

/** A recurrent layer's sizes, and how far it is from one step or batch to the next. */
export type Sequence = Record<
  'batches' | 'steps' | 'input_depth' | 'units' | 'input_batch' | 'input_step' | 'output_batch' | 'output_step', number
>;

/** Of an input `[batches, steps, depth]`, or `[steps, batches, depth]`. */
export function readSequence(input: Tensor, units: number, isTimeMajor: boolean): Sequence {
  const [first, second, input_depth] = input.shape;
  const [batches, steps] = isTimeMajor ? [second, first] : [first, second];
  const [batchRows, stepRows] = isTimeMajor ? [1, batches] : [steps, 1];
  return {
    batches, steps, input_depth, units, input_batch: batchRows * input_depth, input_step: stepRows * input_depth,
    output_batch: batchRows * units, output_step: stepRows * units,
  };
}
