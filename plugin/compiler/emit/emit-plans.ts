import { cFloat, cList } from './c-text';
import type { PlanSpec } from './impulse-spec';

/** A plan in C: its symbol (`kws_mfcc_plan`) and the values. */
export interface NamedPlan {
  symbol: string;
  comment: string;
  plan: PlanSpec;
}

/** The plans of all blocks as constants, so that they lie in flash: one header, one source file. */
export function emitPlans(prefix: string, banner: string, plans: readonly NamedPlan[]): Record<string, string> {
  const guard = `${prefix.toUpperCase()}_PLANS_H`;
  const header = `${banner}#ifndef ${guard}
#define ${guard}

#include "block.h"

${plans.map(({ symbol, comment }) => `/* ${comment} */\nextern const impulse_plan ${symbol};`).join('\n')}

#endif
`;
  const source = `${banner}#include "${prefix}_plans.h"

#include "placement.h"

${plans.map((plan, at) => emitPlan(plan, plans.slice(0, at))).join('\n')}`;
  return { [`${prefix}_plans.h`]: header, [`${prefix}_plans.cpp`]: source };
}

/** Tables of floats that a plan before has already are not written again. */
function emitPlan({ symbol, plan }: NamedPlan, before: readonly NamedPlan[]): string {
  const ints = emitTable('int32_t', `${symbol}_ints`, plan.ints.map(String));
  const values = plan.floats.map((value) => cFloat(Math.fround(value)));
  const same = before.find((other) => plan.floats.length > 0 && other.plan.floats.length === plan.floats.length && other.plan.floats.every((value, at) => value === plan.floats[at]));
  const floats = same ? { name: `${same.symbol}_floats`, text: '' } : emitTable('float', `${symbol}_floats`, values);
  const shape = [...plan.shape, 0, 0, 0, 0].slice(0, 4).join(', ');
  const members = [
    plan.shape.length,
    `{${shape}}`,
    ...[ints.name, plan.ints.length, floats.name, plan.floats.length],
    plan.scratchBytes,
    plan.stateBytes,
  ];
  return `${ints.text}${floats.text}const impulse_plan ${symbol} = {${members.join(', ')}};\n`;
}

function emitTable(type: string, name: string, values: readonly string[]): { name: string; text: string } {
  if (values.length === 0) return { name: 'nullptr', text: '' };
  return { name, text: `IMPULSE_CONST static const ${type} ${name}[${values.length}] = {\n${cList(values)}\n};\n` };
}
