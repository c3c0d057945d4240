import type { Estimate, StreamEstimate, VariantEstimate } from '../../../estimate/estimate';
import type { CompileFacts, Variant } from '../../compile/compile-facts';
import type { ArenaPart, Costs, StreamCosts, TargetPart } from '../report';

/** Costs, method, parity and arena of one target; verdicts come from the budget. */
export function describeTarget(estimate: Estimate, facts: CompileFacts): Omit<TargetPart, 'id' | 'verdicts'> {
  const { title, core, clockHz, how, method, parity, without } = estimate;
  return {
    title,
    core,
    clockHz,
    how,
    ...(without ? { without } : {}),
    method,
    int8: toCosts(estimate.int8),
    ...(estimate.float32 ? { float32: toCosts(estimate.float32) } : {}),
    ...(parity ? { parity: { windows: parity.windows, equal: parity.equal } } : {}),
    arena: joinArenas(facts.int8),
    ...(facts.goals ? { goals: facts.goals } : {}),
  };
}

function toCosts({ ramBytes, flashBytes, latencyMs, withFlashMs, energyMicrojoules, cycles, stages, stream }: VariantEstimate): Costs {
  return {
    ...{ ramBytes, flashBytes, latencyMs },
    ...(withFlashMs === undefined ? {} : { withFlashMs }),
    ...(energyMicrojoules === undefined ? {} : { energyMicrojoules }),
    ...{ cycles, stages: stages.map((stage) => ({ name: stage.name, latencyMs: stage.latencyMs })) },
    ...(stream ? { stream: toStreamCosts(stream) } : {}),
  };
}

function toStreamCosts({ by, ramBytes, flashBytes, stackBytes, latencyMs, cycles, memory }: StreamEstimate): StreamCosts {
  return { by, ramBytes, flashBytes, stackBytes, latencyMs, cycles, memory };
}

/** Models run one after another: their plans stand side by side in time. */
function joinArenas({ models }: Variant): ArenaPart | undefined {
  if (models.length === 0) return undefined;
  let start = 0;
  const tensors = models.flatMap(({ learn, arena, ops }) => {
    const first = start;
    start += ops.length;
    const name = (tensor: string) => (models.length > 1 ? `${learn}: ${tensor}` : tensor);
    return arena.map((tensor) => ({ ...tensor, name: name(tensor.name), firstUse: tensor.firstUse + first, lastUse: tensor.lastUse + first }));
  });
  return { bytes: Math.max(...models.map(({ arenaBytes }) => arenaBytes)), tensors };
}
