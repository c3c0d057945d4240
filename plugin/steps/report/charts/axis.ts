/** Maps data to pixels, and back-of-envelope round tick values. */
export interface Axis {
  scale(value: number): number;
  ticks: number[];
}

/** An axis over `[low, high]` widened to round ticks, drawn between `from` and `to` pixels (`from > to` points upwards). */
export function makeAxis(low: number, high: number, from: number, to: number, wanted = 5): Axis {
  const step = roundStep((high - low || 1) / wanted);
  const first = Math.floor(low / step) * step;
  const last = Math.max(Math.ceil(high / step) * step, first + step);
  const ticks: number[] = [];
  for (let i = 0; first + i * step <= last + step / 2; i++) ticks.push(Number((first + i * step).toPrecision(12)));
  return { ticks, scale: (value) => round(from + ((value - first) / (last - first)) * (to - from)) };
}

/** Pixels with one decimal: smaller pages, the same picture. */
export function round(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** In the room that the axis leaves: `200k`, `-3M`. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e6) return `${Number((value / 1e6).toPrecision(3))}M`;
  return size >= 1e4 ? `${Number((value / 1e3).toPrecision(3))}k` : String(value);
}

function roundStep(step: number): number {
  let unit = 1;
  while (unit > step) unit /= 10;
  while (unit * 10 <= step) unit *= 10;
  return [1, 2, 5, 10].map((factor) => factor * unit).find((candidate) => candidate >= step) ?? unit * 10;
}
