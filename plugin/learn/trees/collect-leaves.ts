import type { Tree } from './tree-document';

/** The leaves of all trees in one table, equal ones once: most leaves of a forest are sure of one class. */
export interface Leaves {
  /** Values of a leaf. */
  width: number;
  /** `[leaves][width]` in whole units. */
  values: number[];
  /** Place in the table of each leaf of each tree. */
  places: number[][];
  /** Lowest place of each tree: its nodes count from there. */
  first: number[];
}

/** Distinct leaves of all trees as integers of `unit`, and which of them each leaf is. */
export function collectLeaves(trees: readonly Tree[], unit: number): Leaves {
  const known = new Map<string, number>();
  const values: number[] = [];
  const places = trees.map(({ leaves }) =>
    leaves.map((leaf) => {
      const whole = leaf.map((value) => Math.round(value / unit));
      const key = whole.join();
      const place = known.get(key) ?? known.size;
      if (place === known.size) {
        known.set(key, place);
        values.push(...whole);
      }
      return place;
    }),
  );
  const first = places.map((own) => own.reduce((least, place) => Math.min(least, place)));
  return { width: trees[0].leaves[0].length, values, places, first };
}
