import type { CompiledModel } from '../compiler/compile-model';
import type { Target } from '../estimate/target';

/** What `compile` wrote, in lines: tensors, bytes, and with a target how much of its memories they are. */
export function summarizeModel(model: CompiledModel, folder: string, target?: Target): string {
  const tensors = (kind: string, list: CompiledModel['inputs']) =>
    list.map(({ dtype, shape }, index) => `${kind} ${index}: ${dtype} ${shape.join('x')}`);
  return [
    `Wrote ${Object.keys(model.files).length + model.sdkFiles.length} files to ${folder}.`,
    ...tensors('input', model.inputs),
    ...tensors('output', model.outputs),
    `arena: ${group(model.arenaBytes)} B, constants: ${group(model.constantBytes)} B, multiply-accumulates: ${group(model.macs)}`,
    ...summarizeShares(model, target),
    ...(model.slide ? [summarizeHop(model.slide), ...summarizeShares(model.slide, target)] : []),
  ].join('\n');
}

function summarizeHop(slide: NonNullable<CompiledModel['slide']>): string {
  const { hop: { hop, runs }, arenaBytes, stateBytes = 0, constantBytes, macs } = slide;
  const [arena, state, constants, work] = [arenaBytes, stateBytes, constantBytes, macs].map(group);
  return (
    `hop of ${hop}: arena: ${arena} B, kept from run to run: ${state} B, constants: ${constants} B, multiply-accumulates: ${work}; ` +
    `the first window is whole after ${runs} runs`
  );
}

/** Nothing is linked here, so that neither code nor stack is in it. */
function summarizeShares({ arenaBytes, stateBytes = 0, constantBytes }: CompiledModel, target?: Target): string[] {
  if (!target?.ramBytes || !target.flashBytes) return [];
  const ram = share(arenaBytes + stateBytes, target.ramBytes.value, 'RAM');
  return [`of ${target.id}: ${ram}, ${share(constantBytes, target.flashBytes.value, 'flash')}; stack and code come on top`];
}

/** `9.1 % of 262,144 B RAM`; what does not fit says so. */
function share(bytes: number, all: number, memory: string): string {
  const words = `${((100 * bytes) / all).toFixed(1)} % of ${group(all)} B ${memory}`;
  return bytes > all ? `${words} (${group(bytes - all)} B too much)` : words;
}

function group(value: number): string {
  return value.toLocaleString('en');
}
