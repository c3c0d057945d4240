import type { CompiledModel } from '../compile-model';

const ROWS = 16;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * The arena over time as text: a column for each step (the model's input comes before the first), a row for each part of the arena,
 * the highest on top. A letter stands for a tensor, `~` for scratch memory, `#` where an output lies over the input that it replaces.
 * Below it a line for each letter.
 */
export function drawArena({ arena, arenaBytes }: Pick<CompiledModel, 'arena' | 'arenaBytes'>): string[] {
  const blocks = [...arena].sort((a, b) => a.firstUse - b.firstUse || a.offset - b.offset);
  const signs = assignLetters(blocks);
  const first = Math.min(...blocks.map(({ firstUse }) => firstUse));
  const steps = Math.max(...blocks.map(({ lastUse }) => lastUse)) - first + 1;
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const from = ((ROWS - 1 - row) / ROWS) * arenaBytes;
    const to = ((ROWS - row) / ROWS) * arenaBytes;
    const cells = Array.from({ length: steps }, (_, column) => {
      const here = blocks.filter((block) => isThere(block, first + column, from, to)).sort((a, b) => b.bytes - a.bytes);
      const tensors = here.filter((block) => signs.get(block) !== '~');
      if (tensors.length > 1 && tensors.some((a) => tensors.some((b) => a !== b && a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes))) return '#';
      return here[0] ? signs.get(here[0])! : '.';
    });
    return `  ${formatNumber(Math.round(to)).padStart(11)} |${cells.join('')}`;
  });
  const legend = blocks.map((block) => {
    const { name, offset, bytes, firstUse, lastUse } = block;
    return `  ${signs.get(block)} ${formatNumber(bytes)} B at ${formatNumber(offset)}, steps ${firstUse} to ${lastUse}: ${name.split(';')[0]}`;
  });
  return [...rows, ...legend];
}

type Block = CompiledModel['arena'][number];

function assignLetters(blocks: Block[]): Map<Block, string> {
  const signs = new Map<Block, string>();
  let next = 0;
  for (const block of blocks) signs.set(block, block.name.startsWith('scratch of ') ? '~' : LETTERS[next++ % LETTERS.length]);
  return signs;
}

function isThere({ offset, bytes, firstUse, lastUse }: Block, step: number, from: number, to: number): boolean {
  return firstUse <= step && step <= lastUse && offset < to && offset + bytes > from;
}

function formatNumber(value: number): string {
  return value.toLocaleString('en');
}
