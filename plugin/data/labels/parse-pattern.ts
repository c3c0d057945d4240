/** A file name pattern such as `{label}_{speaker}_{n}.wav`, ready to match. */
export interface NamePattern {
  fields: string[];
  /** Named parts of a path with forward slashes, or undefined where it does not match. */
  match(path: string): Record<string, string> | undefined;
}

/** A character, in one case or in both; `*`; or a field, each once. */
type Piece = { characters: string } | { field: string } | 'any';

/**
 * Compiles a pattern. It is matched against the end of the path, as many folders as it has slashes, so `{label}/{speaker}_{n}.wav` takes
 * the label from the folder. A field takes the shortest text that fits and never crosses a slash; `*` stands for any text. The file's
 * ending matches in upper and lower case.
 */
export function parsePattern(pattern: string): NamePattern {
  const endingLength = /(?<=\.)\w+$/.exec(pattern)?.[0].length ?? 0;
  const pieces = [...pattern.matchAll(/\{([A-Za-z_]\w*)\}|[^]/gu)].map(([part, field], index, all): Piece => {
    if (field) return { field };
    if (part === '*') return 'any';
    return { characters: index >= all.length - endingLength ? part.toLowerCase() + part.toUpperCase() : part };
  });
  const folders = pattern.split('/').length;
  const fields = pieces.flatMap((piece) => (isField(piece) ? [piece.field] : []));
  return {
    fields,
    match(path) {
      const parts = path.split('/');
      const ends = parts.length < folders ? undefined : matchAll(pieces, [...parts.slice(-folders).join('/')]);
      return ends && Object.fromEntries(fields.map((field) => [field, ends[field]]));
    },
  };
}

/**
 * What the fields take, or undefined where the text does not fit. Whether the rest of the pattern fits the rest of the text is asked once
 * for each pair of places, from the end on: a name takes time in proportion to its length times the pattern's, whatever stands in either.
 */
function matchAll(pieces: readonly Piece[], text: readonly string[]): Record<string, string> | undefined {
  const fits = pieces.map(() => new Uint8Array(text.length + 1)).concat(new Uint8Array(text.length + 1).fill(1, text.length));
  for (let piece = pieces.length - 1; piece >= 0; piece--) {
    const [own, next] = [fits[piece], fits[piece + 1]];
    for (let from = text.length; from >= 0; from--) own[from] = Number(fitsHere(pieces[piece], text[from], from, own, next));
  }
  return fits[0][0] ? takeFields(pieces, text, fits) : undefined;
}

/** @param own what is known of the piece from later places. @param next what is known of the piece behind it */
function fitsHere(piece: Piece, character: string | undefined, from: number, own: Uint8Array, next: Uint8Array): boolean {
  if (piece === 'any' && next[from]) return true;
  if (character === undefined) return false;
  if (piece === 'any') return character !== '/' && own[from + 1] === 1;
  if (isField(piece)) return character !== '/' && (next[from + 1] === 1 || own[from + 1] === 1);
  return piece.characters.includes(character) && next[from + 1] === 1;
}

/** The shortest text for a field, the longest for `*`. */
function takeFields(pieces: readonly Piece[], text: readonly string[], fits: readonly Uint8Array[]): Record<string, string> {
  const found: Record<string, string> = {};
  let from = 0;
  pieces.forEach((piece, index) => {
    const next = fits[index + 1];
    const to = piece === 'any' ? lastBefore(next, from, text.indexOf('/', from)) : next.indexOf(1, from + 1);
    if (isField(piece)) found[piece.field] = text.slice(from, to).join('');
    from = to;
  });
  return found;
}

/** The last place from `from` on, and not behind the next slash, where the rest fits. */
function lastBefore(fits: Uint8Array, from: number, slash: number): number {
  return from + fits.subarray(from, slash < 0 ? fits.length : slash + 1).lastIndexOf(1);
}

function isField(piece: Piece): piece is { field: string } {
  return typeof piece === 'object' && 'field' in piece;
}
