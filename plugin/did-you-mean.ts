/**
 * Advice for an unknown word: `did you mean "mfcc"? Known: raw, mfe, mfcc`. The guess is left out where nothing is near.
 */
export function didYouMean(word: string, known: readonly string[]): string {
  const nearest = nearestWord(word, known);
  const list = `Known: ${known.length > 0 ? known.join(', ') : 'none'}`;
  return nearest === undefined ? list : `did you mean "${nearest}"? ${list}`;
}

/** The known word nearest to `word`, if it is near enough to be what was meant. A word cut short goes before one mistyped. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  const allowed = Math.max(1, Math.floor(word.length / 3));
  const distanceTo = (candidate: string) =>
    word.length >= 3 && candidate.startsWith(word) ? 0.5 : editDistance(word.toLowerCase(), candidate.toLowerCase());
  const ranked = known.map((candidate) => ({ candidate, distance: distanceTo(candidate) })).filter(({ distance }) => distance <= allowed);
  return ranked.sort((a, b) => a.distance - b.distance)[0]?.candidate;
}

/** The `count` words nearest to `word`, the nearest first, however far they are. */
export function nearestWords(word: string, known: readonly string[], count: number): string[] {
  const ranked = known.map((candidate) => ({ candidate, distance: distanceBetween(word, candidate) }));
  return ranked.sort((a, b) => a.distance - b.distance).slice(0, count).map(({ candidate }) => candidate);
}

/** A word that contains the other one is nearer than one mistyped. */
function distanceBetween(word: string, candidate: string): number {
  const [a, b] = [word.toLowerCase(), candidate.toLowerCase()];
  return b.includes(a) ? 0.5 : editDistance(a, b);
}

/** Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? beforeLast[j - 2] + 1 : Infinity;
      row.push(Math.min(last[j] + 1, row[j - 1] + 1, replaced, swapped));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length];
}
