import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Settings of a profile in the files that all tools of AWS share: of its section `[name]` in `~/.aws/credentials` and `[profile name]`, or
 * `[default]`, in `~/.aws/config`. Nothing where there is none.
 */
export function readProfile(name: string, environment: NodeJS.ProcessEnv): Record<string, string> {
  const home = environment.HOME ?? environment.USERPROFILE;
  const place = (file: string): string | undefined => (home === undefined ? undefined : join(home, '.aws', file));
  const credentials = readSection(environment.AWS_SHARED_CREDENTIALS_FILE ?? place('credentials'), name);
  const config = readSection(environment.AWS_CONFIG_FILE ?? place('config'), name === 'default' ? name : `profile ${name}`);
  return { ...config, ...credentials };
}

/** Settings nested below another one are indented: none of them is ours. */
function readSection(path: string | undefined, section: string): Record<string, string> {
  const settings: Record<string, string> = {};
  let inside = false;
  for (const line of readLines(path)) {
    const heading = /^\[\s*([^\]]*?)\s*\]/.exec(line)?.[1];
    if (heading !== undefined) inside = heading.replace(/\s+/g, ' ') === section;
    const setting = /^([\w.-]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (inside && setting) settings[setting[1]!] = setting[2]!;
  }
  return settings;
}

function readLines(path: string | undefined): string[] {
  try {
    return path === undefined ? [] : readFileSync(path, 'utf8').split(/\r?\n/);
  } catch {
    return [];
  }
}
