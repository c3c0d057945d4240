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
  const bases = new Set<string>();
  replaceBases(dockerfile, args, (base) => {
    bases.add(base);
    return base;
  });
  return [...bases];
}

/** A Dockerfile with the bases of the registry's mirror that `IMPULSE_DOCKER_BASES` names: `debian:12=mirror/debian:12,...`. */
export function mirrorBases(dockerfile: string, args: Readonly<Record<string, string>>): string {
  const pairs = (process.env.IMPULSE_DOCKER_BASES ?? '').split(',').flatMap((pair) => {
    const [name, other] = pair.trim().split('=');
    return other === undefined ? [] : [[name, other] as const];
  });
  const mirrors = new Map(pairs);
  return mirrors.size === 0 ? dockerfile : replaceBases(dockerfile, args, (base) => mirrors.get(base) ?? base);
}

/** Gives every base to `replace` and writes what it returns in its place, where that is something else. */
function replaceBases(dockerfile: string, args: Readonly<Record<string, string>>, replace: (base: string) => string): string {
  const values: Record<string, string> = {};
  const stages = new Set<string>(['scratch']);
  return dockerfile
    // Comments between the lines of one instruction are none of it.
    .replace(/\\[ \t]*\r?\n(?:[ \t]*(?:#.*)?\r?\n)*/g, ' ')
    .split('\n')
    .map((line) => {
      const argument = /^\s*ARG\s+(\w+)(?:=(\S*))?/i.exec(line);
      if (argument) values[argument[1]] = args[argument[1]] ?? fill(argument[2] ?? '', values).replace(/^["']|["']$/g, '');
      const from = /^\s*FROM\s+(?:--platform=\S+\s+)?(\S+)(?:\s+AS\s+(\S+))?/i.exec(line);
      const image = from ?? /^\s*(?:COPY|ADD)\s.*--from=(\S+)/i.exec(line);
      if (!image) return line;
      const base = fill(image[1], values);
      const isStage = stages.has(base.toLowerCase()) || /^\d+$/.test(base);
      if (image[2]) stages.add(image[2].toLowerCase());
      const other = isStage ? base : replace(base);
      return other === base ? line : line.replace(image[1], other);
    })
    .join('\n');
}

/** `$NAME`, `${NAME}`, `${NAME:-otherwise}`, `${NAME:+instead}`. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  const value = (_: string, plain?: string, braced?: string, sign?: string, word = ''): string => {
    const known = values[plain ?? braced!] ?? '';
    if (sign === '+') return known === '' ? '' : fill(word, values);
    return known || fill(word, values);
  };
  return text.replace(/\$(?:(\w+)|\{(\w+)(?::([-+])([^}]*))?\})/g, value);
}
