import type { Format } from './format';
import { readWav } from './wav';

/** Every file format of recordings. A row is the only registration. */
export const FORMATS: readonly Format[] = [{ id: 'wav', extensions: ['.wav', '.wave'], read: readWav }];
