/** `64.3 kB`: kB = 1,000 bytes, three significant digits, exact below 1 kB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${significant(bytes / 1000)} kB`;
  return bytes < 1e9 ? `${significant(bytes / 1_000_000)} MB` : `${significant(bytes / 1e9)} GB`;
}

/** A dash where the latency is not known. */
export function formatMs(ms: number | undefined): string {
  if (ms === undefined) return '–';
  if (ms < 1) return `${significant(ms * 1000)} µs`;
  return ms < 1000 ? `${significant(ms)} ms` : `${significant(ms / 1000)} s`;
}

/** `2.78 mJ`. */
export function formatMicrojoules(energy: number): string {
  return energy < 1000 ? `${significant(energy)} µJ` : `${significant(energy / 1000)} mJ`;
}

/** `92.4 %`, or a dash where there is no figure. */
export function formatPercent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(1)} %`;
}

/** A whole number with commas between thousands. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Hz, kHz or MHz. */
export function formatHertz(hertz: number): string {
  if (hertz >= 1_000_000) return `${significant(hertz / 1_000_000)} MHz`;
  return hertz >= 1000 ? `${significant(hertz / 1000)} kHz` : `${significant(hertz)} Hz`;
}

function significant(value: number): string {
  return value >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
