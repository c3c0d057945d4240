import type { JsonSchema } from '../../schemas/validate';

/**
 * Parameters as the command line of an Edge Impulse block: `--name value`, truths as 1 and 0, flags by their presence, secrets as
 * variables. Texts of several lines carry `\n` literally. A secret that is written `env:NAME` comes from the environment.
 */
export function toArguments(
  params: Readonly<Record<string, unknown>>, schemas: Readonly<Record<string, JsonSchema>>,
): { args: string[]; secrets: Record<string, string> } {
  const args: string[] = [];
  const secrets: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) {
    const form = schemas[name]?.['x-argument'];
    if (form === 'secret') secrets[name] = readSecret(String(value));
    else if (form === 'flag') args.push(...(value === true ? [`--${name}`] : []));
    else args.push(`--${name}`, typeof value === 'boolean' ? String(Number(value)) : String(value).replaceAll('\n', '\\n'));
  }
  return { args, secrets };
}

function readSecret(value: string): string {
  const variable = /^env:(\w+)$/.exec(value)?.[1];
  return variable === undefined ? value : (process.env[variable] ?? '');
}
