import type { Op } from '../ir/graph';
import type { ConstTable, Lowering } from '../ops/operator';

/** C name of an op's constants: `conv_2d_3` is operator 3 of the model file. */
export function opName({ name, index, part }: Op): string {
  return `${name.toLowerCase().replace(/[^a-z0-9]+/g, '_')}_${index}${part ? `_${part}` : ''}`;
}

/** C name of each table: parts of one operator have the same weights, which stand in flash once. */
export function nameTables(steps: readonly { op: Op; lowering: Lowering }[]): Map<ConstTable, string> {
  const owners: { index: number; table: ConstTable; name: string }[] = [];
  const names = new Map<ConstTable, string>();
  for (const { op, lowering } of steps) {
    for (const arg of lowering.args) {
      if (!('table' in arg)) continue;
      const owner = op.part ? owners.find(({ index, table }) => index === op.index && isSameTable(table, arg.table)) : undefined;
      const name = owner?.name ?? `${opName(op)}_${arg.table.name}`;
      if (!owner && op.part) owners.push({ index: op.index, table: arg.table, name });
      names.set(arg.table, name);
    }
  }
  return names;
}

function isSameTable(a: ConstTable, b: ConstTable): boolean {
  if (a.name !== b.name || a.type !== b.type || a.values.length !== b.values.length) return false;
  for (let at = 0; at < a.values.length; at++) if (!Object.is(a.values[at], b.values[at])) return false;
  return true;
}
