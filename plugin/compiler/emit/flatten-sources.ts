import { basename, dirname } from 'node:path/posix';

/** A source file and where its quoted includes lead: the paths are only names here. */
export interface IncludedSource {
  path: string;
  text: string;
  /** As written between the quotes -> path of another source. */
  includes: Record<string, string>;
}

/** Token to token: how C symbols and the namespace of the runtime get the impulse's own name. */
export type Renames = Record<string, string>;

/**
 * Puts sources of many folders into one: includes lead to the file beside, two files of one name are told apart by their folder's name,
 * and every symbol that a linker sees gets the impulse's own name, so that two impulses fit into one firmware.
 */
export function flattenSources(sources: readonly IncludedSource[], renames: Renames): Record<string, string> {
  const names = nameFiles(sources);
  return Object.fromEntries(
    sources.map(({ path, text, includes }) => {
      const flat = (name: string) => names.get(includes[name]) ?? name;
      const included = text.replace(
        /^([ \t]*#[ \t]*include[ \t]*")([^"\n]+)"/gm,
        (_, head: string, name: string) => `${head}${flat(name)}"`,
      );
      return [names.get(path) as string, renameSymbols(included, renames)];
    }),
  );
}

function nameFiles(sources: readonly IncludedSource[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { path } of sources) {
    let folder = dirname(path);
    let name = basename(path);
    for (; taken.has(name); folder = dirname(folder)) name = `${basename(folder)}_${name}`;
    taken.add(name);
    names.set(path, name);
  }
  return names;
}

/** Includes keep their file names; `impulse::` and `namespace impulse` are the only uses of a namespace of that name. */
function renameSymbols(text: string, renames: Renames): string {
  const lines = text.split('\n').map((line) => {
    if (/^[ \t]*#[ \t]*include/.test(line)) return line;
    return line.replace(/\b(namespace )?([A-Za-z_]\w*)\b(::)?/g, (whole, before = '', token: string, after = '') => {
      const renamed = renames[token];
      const isNamespace = before !== '' || after !== '';
      if (renamed === undefined || (token === 'impulse' && !isNamespace)) return whole;
      return `${before}${renamed}${after}`;
    });
  });
  return lines.join('\n');
}
