import type { Pins } from '../steps/step';
import { ImpulseError } from '../errors';
import type { TensorFlow } from './tensorflow';

/** TensorFlow.js on libtensorflow. */
export async function loadNativeTensorFlow(_pins: Pins, block: string): Promise<TensorFlow> {
  throw new ImpulseError('IMP_TRAINING_NOT_SET_UP', { block });
}
