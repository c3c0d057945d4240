import { ARENA_ALIGNMENT } from '../arena/plan-arena';
import { byteLength, type Graph, type Tensor } from '../ir/graph';

/** Where what is kept between two runs lies: one after another, beside the arena, which the impulse lends to others between two runs. */
export interface StatePlan {
  bytes: number;
  places: { tensor: Tensor; offset: number }[];
}

/** A place for each variable tensor that an operator reads, aligned as the arena is. */
export function planState({ tensors, ops }: Graph): StatePlan {
  const read = new Set(ops.flatMap(({ inputs }) => inputs));
  const plan: StatePlan = { bytes: 0, places: [] };
  for (const tensor of tensors.filter(({ id, isVariable }) => isVariable && read.has(id))) {
    plan.places.push({ tensor, offset: plan.bytes });
    plan.bytes += Math.ceil(byteLength(tensor) / ARENA_ALIGNMENT) * ARENA_ALIGNMENT;
  }
  return plan;
}

/** The definition of the state, or nothing. */
export function emitState({ bytes }: StatePlan): string[] {
  if (bytes === 0) return [];
  return ['// What is kept from one run to the next.', `alignas(16) IMPULSE_ARENA unsigned char state[${bytes}];`, ''];
}

/** Everything 0, which int8 stores as the zero point. */
export function emitReset({ places }: StatePlan): string[] {
  return places.map(({ tensor, offset }) => {
    const zero = tensor.dtype === 'int8' ? ((tensor.quantization?.zeroPoints[0] ?? 0) & 0xff) : 0;
    return `  memset(state + ${offset}, ${zero}, ${byteLength(tensor)});`;
  });
}
