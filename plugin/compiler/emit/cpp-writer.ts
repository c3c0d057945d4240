import type { Constants, ConstTable, Float32Constant } from '../ops/operator';

const LINE_WIDTH = 118;

/**
 * `alignas(4) const int8_t conv_2d_0_filter[576] = {...};`, wrapped. Kernels load several words of a table of bytes at once, which faults where it does not
 * begin on one: gcc aligns it by itself at -O2, gcc at -Os and clang do not.
 */
export function writeTable(name: string, table: ConstTable): string {
  const literal = table.type === 'float' ? floatLiteral : table.type === 'int32_t' ? int32Literal : String;
  const values = Array.from(table.values, literal);
  return `alignas(4) IMPULSE_CONST const ${table.type} ${name}[${values.length}] = {\n${wrap(values, '    ')}};\n`;
}

/** A struct of compile-time constants: the template argument of a kernel. The parts of a fused operator are structs inside it. */
export function writeConstants(name: string, constants: Constants, parts: Record<string, Constants> = {}): string {
  const group = (type: string, members: string[]): string =>
    members.length === 0 ? '' : `  static constexpr ${type}\n${wrap(members, '      ').trimEnd().replace(/,$/, '')};\n`;
  const entries = Object.entries(constants);
  const integers = entries.filter((entry): entry is [string, number] => typeof entry[1] === 'number');
  const floats = entries.filter((entry): entry is [string, Float32Constant] => typeof entry[1] !== 'number');
  return (
    `struct ${name} {\n` +
    Object.entries(parts).map(([part, inner]) => writeConstants(part, inner).replace(/^(?=.)/gm, '  ')).join('') +
    group('int32_t', integers.map(([key, value]) => `${key} = ${int32Literal(value)}`)) +
    group('float', floats.map(([key, value]) => `${key} = ${floatLiteral(value.float32)}`)) +
    '};\n'
  );
}

/** The shortest decimal form (at most nine digits) that reads back as the same float32, or the macro of <math.h>. */
export function floatLiteral(value: number): string {
  const float = Math.fround(value);
  if (Math.abs(float) === Infinity) return `${float < 0 ? '-' : ''}INFINITY`;
  if (!Number.isFinite(float)) throw new RangeError(`${value} has no float literal`);
  const digits = [6, 7, 8, 9].find((precision) => Math.fround(Number(float.toPrecision(precision))) === float)!;
  const text = String(Number(float.toPrecision(digits)));
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
}

/** Text inside a C comment or string: printable ASCII that cannot end either. */
export function plainText(text: string): string {
  return text.replace(/[^\x20-\x7e]|[\\"*?]/g, '_');
}

/** The smallest int32 is no literal of C: `-2147483648` negates a number that does not fit. */
function int32Literal(value: number): string {
  return value === -(2 ** 31) ? '(-2147483647 - 1)' : String(value);
}

function wrap(items: readonly string[], indent: string): string {
  let text = '';
  let line = indent;
  for (const item of items) {
    if (line.length + item.length + 1 > LINE_WIDTH) {
      text += `${line.trimEnd()}\n`;
      line = indent;
    }
    line += `${item}, `;
  }
  return `${text}${line.trimEnd()}\n`;
}
