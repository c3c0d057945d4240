import type { CompiledModel, TensorInfo } from '../../compiler/compile-model';
import { ImpulseError } from '../../errors';

/** A model, and what the impulse expects of it. */
export interface ModelUse {
  /** Name of the learn block. */
  learn: string;
  /** Values that its DSP blocks give. */
  features: number;
  labels: readonly string[];
  model: Pick<CompiledModel, 'inputs' | 'outputs'>;
}

/**
 * Holds a model against the impulse that it stands in: a user may bring any.
 * @throws ImpulseError IMP_MODEL_INPUT_MISMATCH, IMP_MODEL_OUTPUT_MISMATCH, IMP_MODEL_DTYPE
 */
export function checkModel({ learn, features, labels, model: { inputs, outputs } }: ModelUse): void {
  const [input, output] = [inputs[0], outputs[0]];
  const details = { learn, input: countElements(input), features, output: countElements(output), labels: labels.length };
  if (inputs.length !== 1 || details.input !== features) throw new ImpulseError('IMP_MODEL_INPUT_MISMATCH', details);
  if (details.output !== labels.length) throw new ImpulseError('IMP_MODEL_OUTPUT_MISMATCH', details);
  for (const { name, dtype } of [input, output]) {
    if (!['int8', 'uint8', 'float32'].includes(dtype)) throw new ImpulseError('IMP_MODEL_DTYPE', { learn, tensor: name, dtype });
  }
}

function countElements({ shape }: TensorInfo): number {
  return shape.reduce((product, size) => product * size, 1);
}
