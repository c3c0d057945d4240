import { parseQuantity } from '../../schemas/units';
import { ImpulseError } from '../errors';
import type { CommandInput } from './command';

/** Bytes that an option such as `--max 20GB` means. @throws ImpulseError IMP_OPTION_VALUE */
export function readSize(command: string, option: string, options: CommandInput['options']): number {
  const bytes = parseQuantity(String(options[option]), 'B');
  if (typeof bytes === 'number' && bytes >= 0) return bytes;
  throw new ImpulseError('IMP_OPTION_VALUE', { command, problem: `--${option} ${options[option]} is no size` });
}
