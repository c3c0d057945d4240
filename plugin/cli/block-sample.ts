import { parseQuantity } from '../../schemas/units';
import { ImpulseError } from '../errors';
import type { WindowChoice } from '../workbench/choose-windows';
import type { CommandInput, CommandOption } from './command';

/** Options that say what a block is shown. */
export const SAMPLE_OPTIONS: Record<string, CommandOption> = {
  input: { type: 'string', value: 'path', help: 'Recording, or folder of files, that the block gets. Default: made-up data.' },
  set: { type: 'string', value: 'name=value', help: 'A parameter, as impulse.yaml would say it.', many: true },
  window: { type: 'string', value: 'time', help: 'Length of the window that a DSP block sees. Default: 1 s, or the whole recording.' },
  frequency: { type: 'string', value: 'rate', help: 'Sampling rate, where the recording does not tell it: "100 Hz".' },
  axes: { type: 'string', value: 'names', help: 'Axes of the recording, such as x,y,z. Default: all.' },
  json: { type: 'boolean', help: 'Prints the result as JSON.' },
};

/** @throws ImpulseError IMP_OPTION_VALUE */
export function readChoice(command: string, { input, window, frequency, axes }: CommandInput['options']): WindowChoice {
  return {
    ...(input === undefined ? {} : { input: input as string }),
    ...(window === undefined ? {} : { windowMs: readPositive(command, 'window', window, 'ms') }),
    ...(frequency === undefined ? {} : { frequencyHz: readPositive(command, 'frequency', frequency, 'Hz') }),
    ...(axes === undefined ? {} : { axes: String(axes).split(',').map((axis) => axis.trim()) }),
  };
}

/** Lines of a block as it works, apart from the result. */
export function sayLive(message: string, done?: number): void {
  process.stderr.write(`  ${done === undefined ? '' : `${Math.floor(done * 100)} %  `}${message}\n`);
}

function readPositive(command: string, option: string, text: string | boolean, unit: string): number {
  const value = parseQuantity(String(text), unit);
  if (typeof value === 'number' && value > 0) return value;
  throw new ImpulseError('IMP_OPTION_VALUE', { command, problem: `--${option} ${text} is no quantity in ${unit}` });
}
