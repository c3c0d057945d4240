import type { DspUse, LearnUse as WrittenLearnUse, PostprocessUse } from '../../schemas/impulse';
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
    const { input, ...use } = written;
    checkNames('IMP_INPUT_UNKNOWN', input ?? [], dspNames, [...path, 'input'], errors);
    const linked = linkNamed(name, 'learn', use, places, errors);
    return linked ? [{ ...linked, input: input ?? [...dspNames] }] : [];
  });
}

export function linkPostprocess(use: PostprocessUse | undefined, places: Places, errors: ErrorCollector): { postprocess?: BlockUse } {
  const path = ['postprocess'];
  if (!use || errors.isBroken(path)) return {};
  const { block: reference, ...params } = use;
  const named = { name: 'postprocess', kind: 'postprocess' as const, path, referencePath: [...path, 'block'] };
  const postprocess = linkBlock({ ...named, reference, params }, places, errors);
  return postprocess ? { postprocess } : {};
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
