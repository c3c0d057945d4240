import { ARENA_ALIGNMENT } from '../arena/plan-arena';
import { byteLength, type Graph, type Tensor } from '../ir/graph';
import { writeTable } from './cpp-writer';

/** Where what is kept between two runs lies: one after another, beside the arena, which the impulse lends to others between two runs. */
export interface StatePlan {
  bytes: number;
  places: { tensor: Tensor; offset: number }[];
}

/** A place for each variable tensor that an operator reads, and for what is computed and kept, aligned as the arena is. */
export function planState({ tensors, ops }: Graph): StatePlan {
  const read = new Set(ops.flatMap(({ inputs }) => inputs));
  const plan: StatePlan = { bytes: 0, places: [] };
  const isOwner = ({ id, isVariable, kept }: Tensor): boolean => (isVariable && read.has(id)) || kept?.in === id;
  for (const tensor of tensors.filter(isOwner)) {
    plan.places.push({ tensor, offset: plan.bytes });
    plan.bytes += Math.ceil(byteLength(tensor) / ARENA_ALIGNMENT) * ARENA_ALIGNMENT;
  }
  const owners = new Map(plan.places.map(({ tensor, offset }) => [tensor.id, offset]));
  for (const tensor of tensors.filter(({ id, kept }) => kept && kept.in !== id)) {
    plan.places.push({ tensor, offset: owners.get(tensor.kept!.in)! + tensor.kept!.byteOffset });
  }
  return plan;
}

/** The definition of the state and of what it begins with, or nothing. */
export function emitState({ bytes, places }: StatePlan): string[] {
  if (bytes === 0) return [];
  const tables = places.flatMap(({ tensor: { initial }, offset }) =>
    (isVaried(initial) ? [writeTable(`state_${offset}`, { name: 'state', type: 'uint8_t', values: initial })] : []));
  return ['// What is kept from one run to the next.', `alignas(16) IMPULSE_ARENA unsigned char state[${bytes}];`, '', ...tables];
}

/** What the file says, or everything 0, which int8 stores as the zero point. */
export function emitReset({ places }: StatePlan): string[] {
  return places.filter(({ tensor: { id, kept } }) => !kept || kept.in === id).map(({ tensor, offset }) => {
    if (isVaried(tensor.initial)) return `  memcpy(state + ${offset}, state_${offset}, ${byteLength(tensor)});`;
    const zero = tensor.dtype === 'int8' ? ((tensor.quantization?.zeroPoints[0] ?? 0) & 0xff) : 0;
    return `  memset(state + ${offset}, ${tensor.initial?.[0] ?? zero}, ${byteLength(tensor)});`;
  });
}

/** Whether bytes are given that are not all the same. */
function isVaried(bytes: Uint8Array | undefined): bytes is Uint8Array {
  return bytes?.some((byte) => byte !== bytes[0]) ?? false;
}
