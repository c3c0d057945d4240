/** Parts of a written time, by the token that stands for them in a format. */
const TOKENS: Record<string, string> = Object.fromEntries([
  ['YYYY', '\\d{4}'],
  ...['MM', 'DD', 'HH', 'mm', 'ss'].map((token) => [token, '\\d{1,2}']),
  ['SSS', '\\d{1,9}'],
]);
const ANY_TOKEN = /YYYY|MM|DD|HH|mm|ss|SSS/g;

/** A format of times such as `DD.MM.YYYY HH:mm:ss`, ready to read them. */
export interface TimeFormat {
  /** Milliseconds since 1970 in UTC; NaN where the text is not of this format. */
  parse(text: string): number;
}

/**
 * Compiles a format: `YYYY`, `MM` (month), `DD`, `HH` (0 to 23), `mm` (minute), `ss`, `SSS` (fraction of a second, 1 to 9 digits); anything
 * else stands for itself. What is not named counts from 1970-01-01 00:00:00.
 */
export function parseTimeFormat(format: string): TimeFormat {
  const source = format
    .split(/(YYYY|MM|DD|HH|mm|ss|SSS)/)
    .map((part) => (part in TOKENS ? `(?<${part}>${TOKENS[part]})` : part.replace(/[.*+?^$()|[\]{}\\/-]/g, '\\$&')));
  const expression = new RegExp(`^${source.join('')}$`);
  return { parse: (text) => toMs(expression.exec(text.trim())?.groups) };
}

/** What is wrong with a format, or undefined. */
export function timeFormatProblem(format: string): string | undefined {
  const tokens = format.match(ANY_TOKEN) ?? [];
  if (new Set(tokens).size < tokens.length) return 'names a part twice';
  return tokens.some((token) => ['HH', 'mm', 'ss', 'SSS'].includes(token)) ? undefined : 'names no hour, minute or second';
}

function toMs(parts: Record<string, string> | undefined): number {
  if (!parts) return NaN;
  const { YYYY = '1970', MM = '1', DD = '1', HH = '0', mm = '0', ss = '0', SSS = '' } = parts;
  const [month, day, hour, minute, second] = [MM, DD, HH, mm, ss].map(Number);
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 60) return NaN;
  return Date.UTC(Number(YYYY), month - 1, day, hour, minute, second) + Number(`0.${SSS || '0'}`) * 1000;
}
