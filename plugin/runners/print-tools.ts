import { STEPS } from '../steps';

/** Printed for whoever runs steps elsewhere than here: step -> tool -> version. */
async function describeTools(): Promise<Record<string, Record<string, string>>> {
  const versions = STEPS.map(async ({ name, tools }): Promise<[string, Record<string, string>]> => [name, (await tools?.()) ?? {}]);
  return Object.fromEntries(await Promise.all(versions));
}

void describeTools().then((tools) => process.stdout.write(`${JSON.stringify(tools)}\n`));
