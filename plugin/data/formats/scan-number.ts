/** A place in a file's bytes; what is scanned moves it on. */
export interface Cursor {
  bytes: Buffer;
  at: number;
}

/** How numbers are written. */
export interface NumberForm {
  /** As JSON has them: no plus, no zeros in front, digits on both sides of the point. */
  isJson?: boolean;
  /** Whether a comma may be the decimal sign too; a number with one has no exponent. */
  hasComma?: boolean;
}

const [PLUS, COMMA, MINUS, POINT, ZERO, NINE, UPPER_E, LOWER_E] = [...'+,-.09Ee'].map((sign) => sign.charCodeAt(0));

/** All integers below are doubles; a longer one may round to this. */
const INEXACT = 2 ** 53;

/** The powers of ten that are doubles. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Reads a decimal number where the cursor stands and moves behind it: the double that `Number` gives for its text, bit for bit. Digits
 * that make an integer below 2^53, and a power of ten of up to 22, are both doubles, so that one multiplication or division rounds once
 * (Clinger, "How to read floating point numbers accurately", 1990); the rare others are left to `Number`.
 *
 * @returns NaN, and the cursor as it was, where no number of that form stands
 */
export function scanNumber(cursor: Cursor, { isJson = false, hasComma = false }: NumberForm): number {
  const { bytes, at: start } = cursor;
  const isNegative = bytes[start] === MINUS;
  const first = isNegative || (bytes[start] === PLUS && !isJson) ? start + 1 : start;
  let at = first;
  let mantissa = 0;
  for (; bytes[at] >= ZERO && bytes[at] <= NINE; at++) mantissa = 10 * mantissa + bytes[at] - ZERO;
  const point = at;
  const isComma = hasComma && bytes[at] === COMMA;
  const isParted = isComma || bytes[at] === POINT;
  if (isParted) for (at++; bytes[at] >= ZERO && bytes[at] <= NINE; at++) mantissa = 10 * mantissa + bytes[at] - ZERO;
  const fraction = isParted ? at - point - 1 : 0;
  if (point - first + fraction === 0 || (isComma && fraction === 0)) return NaN;
  if (isJson && (point === first || (point - first > 1 && bytes[first] === ZERO) || (isParted && fraction === 0))) return NaN;
  let exponent = -fraction;
  if (bytes[at] === LOWER_E || bytes[at] === UPPER_E) {
    const end = endOfExponent(bytes, at + 1);
    if (end < 0 || isComma) return NaN;
    exponent += Number(bytes.toString('latin1', at + 1, end));
    at = end;
  }
  cursor.at = at;
  if (mantissa >= INEXACT || exponent > 22 || exponent < -22) return Number(bytes.toString('latin1', start, at).replace(',', '.'));
  const value = exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
  return isNegative ? -value : value;
}

/** Behind the sign and the digits that begin here, or -1 where there are no digits. */
function endOfExponent(bytes: Buffer, start: number): number {
  const first = bytes[start] === PLUS || bytes[start] === MINUS ? start + 1 : start;
  let at = first;
  while (bytes[at] >= ZERO && bytes[at] <= NINE) at++;
  return at > first ? at : -1;
}

/** Numbers that grow in number: what a file holds is not known before it is read. */
export interface NumberList {
  values: Float64Array;
  length: number;
}

/** Room for numbers that stand in so many bytes, of which each takes some eight. */
export function makeNumberList(bytes: number): NumberList {
  return { values: new Float64Array(Math.max(16, bytes >> 3)), length: 0 };
}

/** Adds one number. */
export function addNumber(list: NumberList, value: number): void {
  if (list.length === list.values.length) {
    const larger = new Float64Array(2 * list.length);
    larger.set(list.values);
    list.values = larger;
  }
  list.values[list.length++] = value;
}
