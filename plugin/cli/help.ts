import type { Command, CommandArgument, CommandOption } from './command';

/** `nx-impulse --help`. */
export function helpOfAll(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }): [string, string] => [name, summary]);
  return [
    'Usage: nx-impulse <command> [arguments] [--options]',
    '',
    'Commands:',
    ...columns(rows),
    '',
    'More on one: nx-impulse <command> --help',
  ].join('\n');
}

/** `nx-impulse <command> --help`. */
export function helpOfCommand({ name, summary, arguments: args = [], options = {}, examples }: Command): string {
  const optionRows = Object.entries(options).map(([option, spec]): [string, string] => [describeOption(option, spec), explainOption(spec)]);
  const usage = ['nx-impulse', name, ...args.map(describeArgument), ...(optionRows.length > 0 ? ['[options]'] : [])].join(' ');
  const argumentRows = args.map((argument): [string, string] => [describeArgument(argument), argument.help]);
  return [
    `Usage: ${usage}`,
    '',
    summary,
    ...section('Arguments:', columns(argumentRows)),
    ...section('Options:', columns([...optionRows, ['-h, --help', 'Shows this help.']])),
    ...section(examples.length > 1 ? 'Examples:' : 'Example:', examples.map((example) => `  ${example}`)),
  ].join('\n');
}

function describeArgument({ name, required, many }: CommandArgument): string {
  const text = `${name}${many ? '...' : ''}`;
  return required ? `<${text}>` : `[${text}]`;
}

function describeOption(name: string, { short, type, value = 'value' }: CommandOption): string {
  return `${short ? `-${short}, ` : ''}--${name}${type === 'string' ? ` <${value}>` : ''}`;
}

function explainOption({ help, default: standard, required, many }: CommandOption): string {
  if (many) return `${help} Can be given several times.`;
  if (required) return `${help} Required.`;
  return standard === undefined || standard === false ? help : `${help} Default: ${standard}.`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', title, ...lines] : [];
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
