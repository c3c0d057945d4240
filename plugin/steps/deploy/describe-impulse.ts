import type { BlockUse } from '../../manifest/manifest';
import { readTarget } from '../../estimate/read-target';
import type { ImpulseParams } from '../compile/assemble-impulse';
import type { StepContext } from '../step';

/**
 * `impulse.json`: what the impulse is made of and for, as its manifest says it, with all defaults. Numbers are in the units that their
 * names, or the schemas of the blocks, say. Nothing in it belongs to one machine.
 */
export function describeImpulse({ params, folders }: Pick<StepContext, 'params' | 'folders'>): Record<string, unknown> {
  const { name, input, dsp, learn, postprocess } = params.impulse as ImpulseParams;
  const { id, title, core, clockHz, flashBytes, ramBytes } = readTarget(folders.target!, folders.cores);
  return {
    name,
    target: {
      ...{ id, title, core: core.id, arch: core.arch },
      ...{ clockHz: clockHz?.value, flashBytes: flashBytes?.value, ramBytes: ramBytes?.value },
    },
    input,
    dsp: dsp.map(({ axes = input.axes, ...use }) => ({ ...describeUse(use), axes })),
    learn: learn.map((use) => ({ ...describeUse(use), input: use.input })),
    ...(postprocess ? { postprocess: describeUse(postprocess) } : {}),
  };
}

/** Parameters that name files are left out: the files are not there. */
function describeUse({ name, block, params, files = [] }: Omit<BlockUse, 'folder'>): Record<string, unknown> {
  return { name, block, params: Object.fromEntries(Object.entries(params).filter(([, value]) => !files.includes(value as string))) };
}
