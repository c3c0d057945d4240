import { type CsvTable, findDelimiter, isHeader, splitPlain } from './csv-table';
import type { CsvOptions } from './format';
import { addNumber, type Cursor, makeNumberList, type NumberForm, type NumberList, scanNumber } from './scan-number';

const [TAB, LINE_FEED, RETURN, SPACE] = [...'\t\n\r '].map((sign) => sign.charCodeAt(0));

/** UTF-8's byte order mark. */
const MARK = Buffer.from('\ufeff');

/** Characters in which `findDelimiter` looks are no more bytes than that. */
const HEAD_BYTES = 40_000;

/**
 * A table of plain numbers, read from the bytes: most files of sensors are such, and this takes a tenth of the time of cutting text into
 * cells. Undefined where anything else stands in it, so that `splitCsv` reads it, or says what is wrong where.
 */
export function scanCsv(bytes: Buffer, options: CsvOptions): CsvTable | undefined {
  const { decimal, labelColumn, timestampFormat, skip = 0 } = options;
  if (decimal !== undefined || labelColumn !== undefined || timestampFormat !== undefined || bytes.includes('"')) return undefined;
  const start = firstLine(bytes, startBehind(bytes, skip));
  if (bytes[start - 1] === TAB) return undefined;
  const delimiter = options.delimiter ?? findDelimiter(bytes.toString('utf8', start, start + HEAD_BYTES));
  const separator = delimiter.charCodeAt(0);
  if (delimiter.length !== 1 || delimiter === ' ' || separator > 127) return undefined;
  const end = endOfLine(bytes, start);
  const [first] = splitPlain(bytes.toString('utf8', start, end), delimiter);
  const hasHeader = first !== undefined && isHeader(first, options);
  const list = first && scanRows({ bytes, at: hasHeader ? end : start }, { width: first.length, separator });
  if (!list || list.length === 0) return undefined;
  const numbers = list.values.subarray(0, list.length);
  const rows = [Array.from(numbers.subarray(0, first.length), String)];
  return { header: hasHeader ? first : [], rows, firstLine: skip + (hasHeader ? 2 : 1), numbers };
}

/** Where the text begins behind so many lines. */
function startBehind(bytes: Buffer, lines: number): number {
  let at = 0;
  for (let line = 0; line < lines && at < bytes.length; line++) {
    const end = bytes.indexOf(LINE_FEED, at);
    at = end < 0 ? bytes.length : end + 1;
  }
  return bytes.subarray(at, at + MARK.length).equals(MARK) ? at + MARK.length : at;
}

/** Where the first line begins that is not blank. */
function firstLine(bytes: Buffer, start: number): number {
  let at = start;
  for (; isBlank(bytes[at]) || isLineEnd(bytes[at]); at++);
  return at;
}

function endOfLine(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && !isLineEnd(bytes[at])) at++;
  return at;
}

function isLineEnd(byte: number): boolean {
  return byte === LINE_FEED || byte === RETURN;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

/** All numbers up to the end, row by row; undefined where a row has other cells, or another number of them. */
function scanRows(cursor: Cursor, { width, separator }: { width: number; separator: number }): NumberList | undefined {
  const { bytes } = cursor;
  const list = makeNumberList(bytes.length - cursor.at);
  const form: NumberForm = { hasComma: separator !== 44 };
  const skipBlanks = (): void => {
    while (isBlank(bytes[cursor.at]) && bytes[cursor.at] !== separator) cursor.at++;
  };
  for (cursor.at = firstLine(bytes, cursor.at); cursor.at < bytes.length; cursor.at = firstLine(bytes, cursor.at)) {
    // An empty first cell of a row between tabs.
    if (bytes[cursor.at - 1] === TAB) return undefined;
    for (let column = 0; column < width; column++) {
      if (column > 0 && bytes[cursor.at++] !== separator) return undefined;
      skipBlanks();
      const value = scanNumber(cursor, form);
      if (!Number.isFinite(Math.fround(value))) return undefined;
      addNumber(list, value);
      skipBlanks();
    }
    if (cursor.at < bytes.length && !isLineEnd(bytes[cursor.at])) return undefined;
  }
  return list;
}
