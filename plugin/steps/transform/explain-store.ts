import { ImpulseError } from '../../errors';
import type { BlockDefinition } from '../../manifest/read-block';
import type { StepContext } from '../step';

/** What a block comes to that looks for files in Edge Impulse's store and finds none. */
const ENDS = ['IMP_STEP_DIED', 'IMP_TRANSFORM_EMPTY'];

/** The error of a block that works on a bucket, a dataset or a project of Edge Impulse: it could not go well, and this says why. */
export function explainStore({ id }: Pick<StepContext, 'id'>, { parameters }: BlockDefinition, error: unknown): unknown {
  const found = Object.entries(parameters.properties).find(([, schema]) => schema['x-store'] !== undefined);
  if (found === undefined || !(error instanceof ImpulseError) || !ENDS.includes(error.code)) return error;
  const [parameter, schema] = found;
  return new ImpulseError('IMP_TRANSFORM_STORE', { id, parameter, store: String(schema['x-store']), problem: error.message });
}
