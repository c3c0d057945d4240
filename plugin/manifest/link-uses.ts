import { basename, join, sep } from 'node:path';
import type { TransformUse as WrittenUse, DeployUse, DspUse, LearnUse as WrittenLearnUse, PostprocessUse } from '../../schemas/impulse';
import { didYouMean } from '../did-you-mean';
import type { ErrorCollector } from './error-collector';
import type { Places } from './find-folder';
import { linkBlock } from './link-block';
import type { BlockUse, LearnUse } from './manifest';

/** @param axes names in `input.axes`; undefined where those are broken. */
export function linkDsp(
  uses: Record<string, DspUse> | undefined,
  axes: readonly string[] | undefined,
  places: Places,
  errors: ErrorCollector,
): BlockUse[] {
  return Object.entries(uses ?? {}).flatMap(([name, written]) => {
    const path = ['dsp', name];
    if (errors.isBroken(path)) return [];
    const { axes: seen, ...use } = written;
    if (axes) checkNames('IMP_AXIS_UNKNOWN', seen ?? [], axes, [...path, 'axes'], errors);
    const linked = linkNamed(name, 'dsp', use, places, errors);
    return linked ? [{ ...linked, ...(seen ? { axes: seen } : {}) }] : [];
  });
}

/** @param dspNames names of all DSP blocks: the default input. */
export function linkLearn(
  uses: Record<string, WrittenLearnUse> | undefined,
  dspNames: readonly string[],
  places: Places,
  errors: ErrorCollector,
): LearnUse[] {
  return Object.entries(uses ?? {}).flatMap(([name, written]) => {
    const path = ['learn', name];
    if (errors.isBroken(path)) return [];
    const { input, classes, normalise, ...use } = written;
    checkNames('IMP_INPUT_UNKNOWN', input ?? [], dspNames, [...path, 'input'], errors);
    const linked = linkNamed(name, 'learn', use, places, errors);
    const options = { ...(classes ? { classes } : {}), ...(normalise ? { normalise } : {}) };
    return linked ? [{ ...linked, input: input ?? [...dspNames], ...options }] : [];
  });
}

/** The post-processing block, where the manifest has one that can be found. */
export function linkPostprocess(use: PostprocessUse | undefined, places: Places, errors: ErrorCollector): { postprocess?: BlockUse } {
  const path = ['postprocess'];
  if (!use || errors.isBroken(path)) return {};
  const { block: reference, ...params } = use;
  const named = { name: 'postprocess', kind: 'postprocess' as const, path, referencePath: [...path, 'block'] };
  const postprocess = linkBlock({ ...named, reference, params }, places, errors);
  return postprocess ? { postprocess } : {};
}

/** Blocks that are used twice get names of their own: `cmake-zip`, `cmake-zip-2`. */
export function linkDeploy(written: readonly DeployUse[] | undefined, places: Places, errors: ErrorCollector): BlockUse[] {
  const uses = Array.isArray(written) ? (written as readonly DeployUse[]) : [];
  const linked = uses.flatMap((use, index) => linkUse('deploy', use, ['deploy', String(index)], places, errors));
  const taken = new Set<string>();
  return linked.map((use) => {
    let { name } = use;
    for (let count = 2; taken.has(name); count++) name = `${use.name}-${count}`;
    taken.add(name);
    return { ...use, name };
  });
}

/** A block that is named alone or with its parameters: a program in a container, or one of ours. Nothing where an error was reported. */
export function linkUse(
  kind: 'transform' | 'label' | 'deploy', use: WrittenUse, path: string[], places: Places, errors: ErrorCollector,
): BlockUse[] {
  if (errors.isBroken(path)) return [];
  const { block: reference, ...params } = typeof use === 'string' ? { block: use } : use;
  const referencePath = typeof use === 'string' ? path : [...path, 'block'];
  const linked = linkBlock({ name: reference, kind, reference, params, path, referencePath }, places, errors);
  if (!linked) return [];
  if (linked.container || linked.folder.startsWith(join(places.assetRoot, 'blocks', kind) + sep)) {
    return [{ ...linked, name: basename(linked.block) }];
  }
  errors.report('IMP_BLOCK_NO_CONTAINER', { block: reference, kind }, referencePath);
  return [];
}

/** Without `block:` the name in front is the block. */
function linkNamed(name: string, kind: 'dsp' | 'learn', use: DspUse, places: Places, errors: ErrorCollector): BlockUse | undefined {
  const { block, ...params } = use;
  const path = [kind, name];
  const referencePath = block === undefined ? path : [...path, 'block'];
  return linkBlock({ name, kind, reference: block ?? name, params, path, referencePath }, places, errors);
}

function checkNames(
  code: 'IMP_AXIS_UNKNOWN' | 'IMP_INPUT_UNKNOWN',
  names: readonly string[],
  known: readonly string[],
  path: string[],
  errors: ErrorCollector,
): void {
  for (const [index, name] of names.entries()) {
    if (!known.includes(name)) errors.report(code, { name, advice: didYouMean(name, known) }, [...path, String(index)]);
  }
}
