/** A unit as powers: `1 kHz` = 1 x 10^3 Hz, `1 KiB` = 1,024 x 10^0 B. Two fields, so that decimal steps stay exact. */
interface Unit {
  dimension: 'time' | 'frequency' | 'bytes' | 'share' | 'level';
  exponent: number;
  factor: number;
}

const UNITS: Record<string, Unit> = {
  us: { dimension: 'time', exponent: -6, factor: 1 },
  µs: { dimension: 'time', exponent: -6, factor: 1 },
  ms: { dimension: 'time', exponent: -3, factor: 1 },
  s: { dimension: 'time', exponent: 0, factor: 1 },
  min: { dimension: 'time', exponent: 0, factor: 60 },
  h: { dimension: 'time', exponent: 0, factor: 3600 },
  Hz: { dimension: 'frequency', exponent: 0, factor: 1 },
  kHz: { dimension: 'frequency', exponent: 3, factor: 1 },
  MHz: { dimension: 'frequency', exponent: 6, factor: 1 },
  B: { dimension: 'bytes', exponent: 0, factor: 1 },
  kB: { dimension: 'bytes', exponent: 3, factor: 1 },
  MB: { dimension: 'bytes', exponent: 6, factor: 1 },
  GB: { dimension: 'bytes', exponent: 9, factor: 1 },
  KiB: { dimension: 'bytes', exponent: 0, factor: 1024 },
  MiB: { dimension: 'bytes', exponent: 0, factor: 1024 ** 2 },
  GiB: { dimension: 'bytes', exponent: 0, factor: 1024 ** 3 },
  '%': { dimension: 'share', exponent: -2, factor: 1 },
  ratio: { dimension: 'share', exponent: 0, factor: 1 },
  dB: { dimension: 'level', exponent: 0, factor: 1 },
};

/** What `x-comparison` may demand in front of a quantity. */
export type Comparison = '>=' | '<=';

/** Why a text is no quantity. */
export type QuantityProblem =
  | { problem: 'syntax' }
  | { problem: 'unit-missing'; number: string }
  | { problem: 'unit-unknown'; written: string; number: string }
  | { problem: 'unit-mismatch'; written: string; number: string }
  | { problem: 'comparison'; rest: string };

const QUANTITY = /^\s*(>=|<=|==|=|>|<)?\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([^\s\d]*)\s*$/u;

/**
 * Reads a quantity such as `32 ms`, `64 KiB` or `>= 92 %` and returns it as a plain number of `unit`. Decimal prefixes move the decimal
 * point of the text itself, so `4.35 s` is exactly the number 4350 in ms.
 */
export function parseQuantity(text: string, unit: string, comparison?: Comparison): number | QuantityProblem {
  const match = QUANTITY.exec(text);
  if (!match) return { problem: 'syntax' };
  const [, sign, number, written] = match;
  if (sign !== comparison) return { problem: 'comparison', rest: `${number} ${written}`.trim() };
  if (written === '') return { problem: 'unit-missing', number };
  const from = Object.hasOwn(UNITS, written) && written !== 'ratio' ? UNITS[written] : undefined;
  if (!from) return { problem: 'unit-unknown', written, number };
  const to = UNITS[unit];
  if (from.dimension !== to.dimension) return { problem: 'unit-mismatch', written, number };
  return (shiftDecimal(number, from.exponent - to.exponent) * from.factor) / to.factor;
}

/** Units that a person may write where `unit` is asked for: `ms` gives us, ms, s, min, h. */
export function writableUnits(unit: string): string[] {
  const { dimension } = UNITS[unit];
  return Object.keys(UNITS).filter((name) => UNITS[name].dimension === dimension && name !== 'ratio' && name !== 'µs');
}

/** Whether a word is a unit of any dimension. */
export function isUnit(unit: string): boolean {
  return Object.hasOwn(UNITS, unit);
}

/** The text that gives `value` when it is read back: `32` in ms is `32 ms`, 0.2 as a ratio is `20 %`. */
export function formatQuantity(value: number, unit: string): string {
  return unit === 'ratio' ? `${shiftDecimal(String(value), 2)} %` : `${value} ${unit}`;
}

function shiftDecimal(number: string, places: number): number {
  const [mantissa, exponent = '0'] = number.toLowerCase().split('e');
  return Number(`${mantissa}e${Number(exponent) + places}`);
}
