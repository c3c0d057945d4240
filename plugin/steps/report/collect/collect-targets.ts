import type { Estimate, VariantEstimate } from '../../../estimate/estimate';
import type { Budget } from '../../../manifest/manifest';
import type { CompileFacts, Variant } from '../../compile/compile-facts';
import type { ArenaPart, Costs, TargetPart } from '../report';
import { readJson } from './read-json';

/** Where one target's figures lie. */
export interface TargetArtefacts {
  id: string;
  budget: Budget;
  estimate: string;
  compile: string;
}

/** Costs, method, parity and arena of one target; verdicts come from the budget. */
export function collectTarget({ id, estimate: folder, compile }: TargetArtefacts): Omit<TargetPart, 'verdicts'> {
  const estimate = readJson<Estimate>(folder, 'estimate.json');
  const facts = readJson<CompileFacts>(compile, 'compile.json');
  return {
    id,
    title: estimate.title,
    core: estimate.core,
    clockHz: estimate.clockHz,
    how: estimate.how,
    method: estimate.method,
    int8: toCosts(estimate.int8),
    ...(estimate.float32 ? { float32: toCosts(estimate.float32) } : {}),
    ...(estimate.parity ? { parity: { windows: estimate.parity.windows, equal: estimate.parity.equal } } : {}),
    arena: joinArenas(facts.int8),
  };
}

function toCosts({ ramBytes, flashBytes, latencyMs, cycles, stages }: VariantEstimate): Costs {
  return { ramBytes, flashBytes, latencyMs, cycles, stages: stages.map(({ name, latencyMs: ms }) => ({ name, latencyMs: ms })) };
}

/** Models run one after another: their plans stand side by side in time. */
function joinArenas({ models }: Variant): ArenaPart | undefined {
  if (models.length === 0) return undefined;
  let start = 0;
  const tensors = models.flatMap(({ learn, arena, ops }) => {
    const shifted = arena.map((tensor) => ({ ...tensor, name: models.length > 1 ? `${learn}: ${tensor.name}` : tensor.name, firstUse: tensor.firstUse + start, lastUse: tensor.lastUse + start }));
    start += ops.length;
    return shifted;
  });
  return { bytes: Math.max(...models.map(({ arenaBytes }) => arenaBytes)), tensors };
}
