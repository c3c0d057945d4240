import { lettersInAnyCase } from '../find-files';

/** A file name pattern such as `{label}_{speaker}_{n}.wav`, ready to match. */
export interface NamePattern {
  fields: string[];
  /** Named parts of a path with forward slashes, or undefined where it does not match. */
  match(path: string): Record<string, string> | undefined;
}

/**
 * Compiles a pattern. It is matched against the end of the path, as many folders as it has slashes, so `{label}/{speaker}_{n}.wav` takes
 * the label from the folder. A field takes the shortest text that fits and never crosses a slash; `*` stands for any text; a field named
 * twice must have the same text both times. The file's ending matches in upper and lower case.
 */
export function parsePattern(pattern: string): NamePattern {
  const fields: string[] = [];
  const ending = /(?<=\.)\w+$/.exec(pattern)?.[0] ?? '';
  const stem = pattern.slice(0, pattern.length - ending.length);
  const source = stem.replace(/\{([A-Za-z_]\w*)\}|\*|[^{*]|\{/g, (part, field: string | undefined) => {
    if (part === '*') return '[^/]*';
    if (!field) return part.replace(/[.+?^$()|[\]{}\\]/, '\\$&');
    if (fields.includes(field)) return `\\k<${field}>`;
    fields.push(field);
    return `(?<${field}>[^/]+?)`;
  });
  const expression = new RegExp(`(?:^|/)${source}${lettersInAnyCase(ending)}$`, 'u');
  return { fields, match: (path) => expression.exec(path)?.groups };
}
