import type { FeatureSet } from '../read-features';

/** Windows whose ranges give the scales: more change little, and each runs through the float graph. */
const REPRESENTATIVE_WINDOWS = 200;

/** Train windows at even distances: of every recording session and class, and the same ones each time. */
export function representativeWindows({ features, width }: FeatureSet, rows: Uint32Array): Float32Array[] {
  const count = Math.min(REPRESENTATIVE_WINDOWS, rows.length);
  return Array.from({ length: count }, (_, index) => {
    const row = rows[Math.floor((index * rows.length) / count)];
    return features.slice(row * width, (row + 1) * width);
  });
}
