import type { CompiledModel } from '../compile-model';

const ROWS = 16;
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Columns that a terminal of 80 has beside the bytes. */
const COLUMNS = 64;

/**
 * The arena over time as text: a column for each step (the model's input comes before the first), or for several where there are more than
 * fit a terminal, a row for each part of the arena, the highest on top. A letter stands for a tensor, `~` for scratch memory, `#` where an
 * output lies over the input that it replaces. Below it a line for each letter.
 */
export function drawArena({ arena, arenaBytes }: Pick<CompiledModel, 'arena' | 'arenaBytes'>): string[] {
  const blocks = [...arena].sort((a, b) => a.firstUse - b.firstUse || a.offset - b.offset);
  const signs = assignLetters(blocks);
  const first = Math.min(...blocks.map(({ firstUse }) => firstUse));
  const steps = Math.max(...blocks.map(({ lastUse }) => lastUse)) - first + 1;
  const stepsOfColumn = Math.ceil(steps / COLUMNS);
  const rows = Array.from({ length: ROWS }, (_, row) => {
    const from = ((ROWS - 1 - row) / ROWS) * arenaBytes;
    const to = ((ROWS - row) / ROWS) * arenaBytes;
    const cells = Array.from({ length: Math.ceil(steps / stepsOfColumn) }, (_, column) => {
      const seen = Array.from({ length: Math.min(stepsOfColumn, steps - column * stepsOfColumn) }, (_, step) =>
        drawCell(blocks, signs, first + column * stepsOfColumn + step, from, to),
      );
      return [...seen.filter((sign) => sign !== '~'), ...seen].find((sign) => sign !== '.') ?? '.';
    });
    return `  ${formatNumber(Math.round(to)).padStart(11)} |${cells.join('')}`;
  });
  const legend = blocks.map((block) => {
    const { name, offset, bytes, firstUse, lastUse } = block;
    return `  ${signs.get(block)} ${formatNumber(bytes)} B at ${formatNumber(offset)}, steps ${firstUse} to ${lastUse}: ${name.split(';')[0]}`;
  });
  return [...rows, ...(stepsOfColumn > 1 ? [`  a column is ${stepsOfColumn} steps`] : []), ...legend];
}

/** What is to be seen of a part of the arena at one step. */
function drawCell(blocks: readonly Block[], signs: Map<Block, string>, step: number, from: number, to: number): string {
  const here = blocks.filter((block) => isThere(block, step, from, to)).sort((a, b) => b.bytes - a.bytes);
  const tensors = here.filter((block) => signs.get(block) !== '~');
  const overlap = (a: Block, b: Block): boolean => a !== b && a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes;
  if (tensors.some((a) => tensors.some((b) => overlap(a, b)))) return '#';
  return here[0] ? signs.get(here[0])! : '.';
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
