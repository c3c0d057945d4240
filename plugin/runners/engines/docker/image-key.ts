import type Docker from 'dockerode';
import { canonicalJson } from '../../../graph/canonical-json';
import { digestText } from '../../digest';

/**
 * What identifies an image: the digest that its registry gave it, or else its layers and what it starts. Never its Id: the same build
 * gives another one each time.
 *
 * @throws the daemon's 404 where it does not have the image.
 */
export async function identifyImage(docker: Docker, reference: string): Promise<string> {
  const { RepoDigests, RootFS, Config, Os, Architecture } = await docker.getImage(reference).inspect();
  if (RepoDigests?.[0]) return RepoDigests[0].split('@').at(-1)!;
  const { Env, Cmd, Entrypoint, User, WorkingDir } = Config;
  return digestText(canonicalJson({ layers: RootFS.Layers ?? [], Env, Cmd, Entrypoint, User, WorkingDir, Os, Architecture }));
}

/** Images that a Dockerfile starts from or copies from, with its build arguments filled in; not `scratch`, and not its own stages. */
export function readBases(dockerfile: string, args: Readonly<Record<string, string>>): string[] {
  const values: Record<string, string> = {};
  const stages = new Set<string>(['scratch']);
  const bases = new Set<string>();
  for (const line of dockerfile.replace(/\\\r?\n/g, ' ').split('\n')) {
    const argument = /^\s*ARG\s+(\w+)(?:=(\S*))?/i.exec(line);
    if (argument) values[argument[1]] = args[argument[1]] ?? fill(argument[2] ?? '', values).replace(/^["']|["']$/g, '');
    const image = /^\s*FROM\s+(?:--platform=\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?/i.exec(line) ?? /^\s*(?:COPY|ADD)\s.*--from=(\S+)/i.exec(line);
    if (!image) continue;
    const name = fill(image[1], values);
    if (!stages.has(name.toLowerCase()) && !/^\d+$/.test(name)) bases.add(name);
    if (image[2]) stages.add(image[2].toLowerCase());
  }
  return [...bases];
}

/** `$NAME`, `${NAME}`, `${NAME:-otherwise}`. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  const value = (_: string, plain?: string, braced?: string, otherwise = ''): string => values[plain ?? braced!] || otherwise;
  return text.replace(/\$(?:(\w+)|\{(\w+)(?::-([^}]*))?\})/g, value);
}
