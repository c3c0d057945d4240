import { parseQuantity } from '../../schemas/units';
import { ImpulseError } from '../errors';
import type { WindowChoice } from '../workbench/choose-windows';
import type { OpenBlock } from '../workbench/open-block';
import type { CommandInput, CommandOption } from './command';

/** Options that say what a block is shown. */
export const SAMPLE_OPTIONS: Record<string, CommandOption> = {
  input: {
    type: 'string',
    value: 'path',
    help: 'Recording or folder of files that the block gets; a learn block: X_split_*.npy and Y_split_*.npy. Default: made-up data.',
  },
  impulse: { type: 'string', value: 'impulse.yaml', help: 'Takes parameters, window and recording from a manifest that uses the block.' },
  step: { type: 'string', value: 'name', help: 'Which of its uses in that manifest, where there are several.' },
  set: { type: 'string', value: 'name=value', help: 'A parameter, as impulse.yaml would say it.', many: true },
  window: { type: 'string', value: 'time', help: 'Length of the window that a DSP block sees. Default: 1 s, or the whole recording.' },
  frequency: { type: 'string', value: 'rate', help: 'Sampling rate, where the recording does not tell it: "100 Hz".' },
  axes: { type: 'string', value: 'names', help: 'Axes of the recording, such as x,y,z. Default: all.' },
  json: { type: 'boolean', help: 'Prints the result as JSON.' },
};

/**
 * The block, as the manifest of --impulse uses it where one is given, and what it is shown; other options go before.
 *
 * @throws ImpulseError IMP_OPTION_VALUE
 */
export async function readSample(
  command: string, folder: string, { options, lists }: CommandInput,
): Promise<{ block: OpenBlock; choice: WindowChoice }> {
  const choice = readChoice(command, options);
  if (options.impulse === undefined) {
    const { openBlock } = await import('../workbench/open-block');
    return { block: openBlock(folder, lists?.set), choice };
  }
  if (lists?.set) throw new ImpulseError('IMP_OPTION_VALUE', { command, problem: '--set and --impulse both say the parameters' });
  const { findUse } = await import('../workbench/find-use');
  const found = findUse(folder, options.impulse as string, options.step as string | undefined);
  return { block: found.block, choice: { ...found.choice, ...choice } };
}

function readChoice(command: string, { input, window, frequency, axes }: CommandInput['options']): WindowChoice {
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
