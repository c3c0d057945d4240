/** `keyword-spotting` -> `keyword_spotting`: what C allows in a name. */
export function cName(name: string): string {
  const text = name.replace(/[^A-Za-z0-9_]/g, '_');
  return /^[0-9]/.test(text) ? `_${text}` : text;
}

const KEYWORDS = new Set(
  (
    'alignas alignof and asm auto bitand bitor bool break case catch char class compl const constexpr continue decltype ' +
    'default delete do double else enum explicit export extern false float for friend goto if inline int long mutable ' +
    'namespace new noexcept not nullptr operator or private protected public register restrict return short signed sizeof ' +
    'static struct switch template this throw true try typedef typeid typename union unsigned using virtual void volatile ' +
    'wchar_t while xor'
  ).split(' '),
);

/** A name that stands alone, such as a struct member: never a keyword of C or C++, never one of `taken`. */
export function cMember(name: string, taken: readonly string[] = []): string {
  const text = cName(name);
  return KEYWORDS.has(text) || taken.includes(text) ? `${text}_` : text;
}

/** A C string literal. Anything but plain ASCII becomes octal escapes of its UTF-8 bytes, so that no text can leave its quotes. */
export function cString(text: string): string {
  const escaped = [...Buffer.from(text, 'utf8')].map((byte) => {
    const plain = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c && byte !== 0x3f;
    return plain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

/** Text that is safe inside a comment of either style. */
export function cComment(text: string): string {
  return text
    .replace(/[^\x20-\x7e]/g, '?')
    .replace(/\*\//g, '* /')
    .replace(/\?\?/g, '? ?')
    .replace(/\\/g, '/');
}

/** A float literal with 9 significant digits: reads back as the same float32. */
export function cFloat(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} has no C literal`);
  if (Object.is(value, -0)) return '-0.0f';
  const digits = value
    .toPrecision(9)
    .replace(/(\.\d*?)0+(?=e|$)/, '$1')
    .replace(/\.(?=e|$)/, '.0');
  return `${/[.e]/.test(digits) ? digits : `${digits}.0`}f`;
}

/** Comma-separated values, filled into lines of at most 120 characters. */
export function cList(values: readonly string[], indent = '  '): string {
  const lines: string[] = [];
  let line = '';
  for (const value of values) {
    if (line.length + value.length + 2 > 120) {
      lines.push(line);
      line = '';
    }
    line += `${line === '' ? indent : ' '}${value},`;
  }
  return [...lines, line].join('\n');
}
