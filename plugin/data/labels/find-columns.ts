/** Which column of a labels table holds what, by the names that people give them; the rest is metadata. */
export interface LabelColumns {
  file: number;
  label: number;
  start: number;
  end: number;
  use: number;
  metadata: number[];
}

const NAMES: Record<Exclude<keyof LabelColumns, 'metadata'>, string[]> = {
  file: ['file', 'filename', 'path', 'recording', 'name', 'wav', 'clip'],
  label: ['label', 'class', 'activity', 'category', 'target', 'word'],
  start: ['start', 'startsample', 'startindex', 'begin', 'from'],
  end: ['end', 'endsample', 'endindex', 'stop', 'to'],
  use: ['use', 'split', 'set', 'subset'],
};

/** Columns that are not there are -1. */
export function findColumns(header: readonly string[]): LabelColumns {
  const plain = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ''));
  const found = { file: -1, label: -1, start: -1, end: -1, use: -1 };
  for (const [role, names] of Object.entries(NAMES)) {
    const name = names.find((candidate) => plain.includes(candidate));
    if (name) found[role as keyof typeof found] = plain.indexOf(name);
  }
  const taken = Object.values(found);
  return { ...found, metadata: header.map((_, index) => index).filter((index) => !taken.includes(index)) };
}
