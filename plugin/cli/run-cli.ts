import { parseArgs } from 'node:util';
import { didYouMean } from '../did-you-mean';
import { ImpulseError } from '../errors';
import { frameErrors } from '../frame-errors';
import type { Command, CommandInput } from './command';
import { helpOfAll, helpOfCommand } from './help';
import { COMMANDS } from './index';

/** Where the words of a command go. */
export interface CliOutput {
  print(line: string): void;
  printError(line: string): void;
}

const processOutput: CliOutput = {
  print: (line) => process.stdout.write(`${line}\n`),
  printError: (line) => process.stderr.write(`${line}\n`),
};

/**
 * Runs one command line.
 *
 * @returns the exit code: 0 done, 1 the command failed, 2 the command line itself is wrong.
 */
export async function runCli(argv: readonly string[], output: CliOutput = processOutput, commands = COMMANDS): Promise<number> {
  let known = false;
  try {
    if (argv.length === 0 || argv[0] === 'help' || argv[0].startsWith('-')) return answerGlobal(argv, output, commands);
    const family = familyOf(argv, commands);
    if (family.length > 0) return output.print(helpOfAll(family)), 0;
    const { command, rest } = findCommand(argv, commands);
    if (rest.some((word) => word === '--help' || word === '-h')) return output.print(helpOfCommand(command)), 0;
    const input = readInput(command, rest);
    known = true;
    // Nothing that printing returns is an exit code.
    return (await command.run({ ...input, print: (line) => void output.print(line) })) ?? 0;
  } catch (error) {
    output.printError(frameErrors(error));
    return known ? 1 : 2;
  }
}

function answerGlobal(argv: readonly string[], output: CliOutput, commands: readonly Command[]): number {
  if (argv[0] === '--version' || argv[0] === '-v') return output.print(ownVersion()), 0;
  if (argv[0] === 'help' && argv.length > 1) return output.print(helpOfCommand(findCommand(argv.slice(1), commands).command)), 0;
  const asked = argv.length === 0 || ['help', '--help', '-h'].includes(argv[0]);
  if (!asked) throw new ImpulseError('IMP_OPTION_UNKNOWN', { option: argv[0], command: '', advice: 'see: nx-impulse --help' });
  output.print(helpOfAll(commands));
  return argv.length === 0 ? 2 : 0;
}

/** Commands of two words, where the first one alone, or help on it, was asked for. */
function familyOf([first, second]: readonly string[], commands: readonly Command[]): Command[] {
  const isAsked = second === undefined || second === '--help' || second === '-h';
  if (!isAsked || commands.some(({ name }) => name === first)) return [];
  return commands.filter(({ name }) => name.startsWith(`${first} `));
}

/** The command with the longest name that the words begin with. */
function findCommand(argv: readonly string[], commands: readonly Command[]): { command: Command; rest: string[] } {
  for (const count of [2, 1]) {
    const command = commands.find(({ name }) => name === argv.slice(0, count).join(' '));
    if (command) return { command, rest: argv.slice(count) };
  }
  const family = commands.filter(({ name }) => name.startsWith(`${argv[0]} `));
  const word = family.length > 0 ? argv.slice(0, 2).join(' ') : argv[0];
  const advice = didYouMean(word, (family.length > 0 ? family : commands).map(({ name }) => name));
  throw new ImpulseError('IMP_COMMAND_UNKNOWN', { command: word, advice });
}

function readInput(command: Command, argv: readonly string[]): Omit<CommandInput, 'print'> {
  const options = command.options ?? {};
  const flags = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined).filter((word) => word.startsWith('--'));
  for (const flag of flags) {
    const name = flag.slice(2).split('=')[0];
    if (Object.hasOwn(options, name)) continue;
    const advice = didYouMean(`--${name}`, Object.keys(options).map((option) => `--${option}`));
    throw new ImpulseError('IMP_OPTION_UNKNOWN', { option: `--${name}`, command: command.name, advice });
  }
  const { args, values, lists } = parse(command, argv);
  const missing = (command.arguments ?? []).find(({ required }, index) => required && args.length <= index);
  if (missing) throw new ImpulseError('IMP_ARGUMENT_MISSING', { command: command.name, name: `<${missing.name}>` });
  const lacking = Object.keys(options).find((name) => options[name].required && values[name] === undefined);
  if (lacking) throw new ImpulseError('IMP_ARGUMENT_MISSING', { command: command.name, name: `--${lacking}` });
  const most = command.arguments?.at(-1)?.many ? Infinity : (command.arguments?.length ?? 0);
  if (args.length > most) throw new ImpulseError('IMP_ARGUMENT_EXTRA', { command: command.name, argument: args[most] });
  return { args, options: values, lists };
}

function parse(command: Command, argv: readonly string[]) {
  const specs = Object.entries(command.options ?? {});
  const options = Object.fromEntries(
    specs.map(([name, { type, short, default: standard, many }]) => [
      name,
      { type, multiple: many === true, ...(short ? { short } : {}), ...(standard === undefined ? {} : { default: standard }) },
    ]),
  );
  try {
    const { positionals: args, values } = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
    const pick = (many: boolean) => Object.fromEntries(Object.entries(values).filter(([, value]) => Array.isArray(value) === many));
    return { args, values: pick(false) as CommandInput['options'], lists: pick(true) as Record<string, string[]> };
  } catch (error) {
    const problem = (error as Error).message.split('. ')[0].replace(/\.$/, '');
    throw new ImpulseError('IMP_OPTION_VALUE', { command: command.name, problem });
  }
}

function ownVersion(): string {
  // From the sources `package.json` is beside `cli.ts`; in the published package it is above `dist/plugin`.
  for (const path of ['../package.json', '../../../package.json']) {
    try {
      return (require(path) as { version: string }).version;
    } catch {
      continue;
    }
  }
  return 'unknown';
}
