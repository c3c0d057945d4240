/** A piece of an output section, as the linker's map names it. */
export interface MapPiece {
  /** Output section, such as `.text`. */
  section: string;
  /** Object file, or archive and member as in `libgcc.a(_udivsi3.o)`. Alignment gaps are `*fill*`. */
  object: string;
  bytes: number;
}

/** Reads the memory map of a GNU ld map file. Sizes of the pieces of a section add up to the section's own size. */
export function readMap(text: string): MapPiece[] {
  const pieces: MapPiece[] = [];
  let section = '';
  for (const line of joinWrapped(text)) {
    const output = /^(\.[\w.]+)\s+0x[0-9a-f]+\s+0x[0-9a-f]+/.exec(line);
    if (output) section = output[1];
    const piece = /^ (\*fill\*|[.\w][\w.$-]*)\s+0x([0-9a-f]+)\s+0x([0-9a-f]+)(?:\s+(\S.*))?\s*$/.exec(line);
    if (!piece || section === '') continue;
    const bytes = parseInt(piece[3], 16);
    if (bytes > 0) pieces.push({ section, object: piece[1] === '*fill*' ? '*fill*' : objectName(piece[4] ?? ''), bytes });
  }
  return pieces;
}

/**
 * The map without the sections of debug information: no device gets them, and their sizes depend on the names of this machine's
 * folders.
 */
export function dropDebugSections(text: string): string {
  return text.replace(/^ ?\.debug_\w+(?:\n| )[^\n]*\n(?: +0x[0-9a-f]+ \(size before relaxing\)\n)?/gm, '');
}

/** Long section names stand on a line of their own; their figures follow on the next. */
function joinWrapped(text: string): string[] {
  const start = text.indexOf('Linker script and memory map');
  return text.slice(Math.max(start, 0)).replace(/^( ?\.?[\w.$-]+)\n\s+(?=0x)/gm, '$1 ').split('\n');
}

/** Without folders: an archive's member belongs to the archive. */
function objectName(path: string): string {
  return path.replace(/^.*\/(?=[^/]+$)/, '').trim();
}
