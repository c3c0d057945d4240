import type { Impulse } from '../../schemas/impulse';
import { checkSplit } from './check-split';
import type { ErrorCollector } from './error-collector';
import type { Places } from './find-folder';
import { linkRunner } from './link-runner';
import { linkSources } from './link-sources';
import { linkBudget, linkTargets } from './link-targets';
import { linkDeploy, linkDsp, linkLearn, linkPostprocess } from './link-uses';
import type { InputSection, Manifest } from './manifest';

/**
 * Resolves every name of a manifest that its schema has seen. Parts that are broken already are skipped: their errors have been
 * reported. The result is only whole when no error was.
 */
export function linkManifest(written: Partial<Impulse>, places: Places, errors: ErrorCollector): Manifest {
  const { name = '', description } = written;
  const sources = linkSources(written.dataset?.sources, places, errors);
  checkSplit(written.dataset?.split, sources, errors);
  const axes = errors.isBroken(['input', 'axes']) ? undefined : written.input?.axes;
  return {
    name,
    ...(description === undefined ? {} : { description }),
    dataset: { sources, split: written.dataset?.split as Impulse['dataset']['split'] },
    input: linkInput(written.input, errors) as InputSection,
    dsp: linkDsp(written.dsp, axes, places, errors),
    learn: linkLearn(written.learn, Object.keys(written.dsp ?? {}), places, errors),
    ...linkPostprocess(written.postprocess, places, errors),
    targets: linkTargets(written.targets, written.budget, places, errors),
    budget: linkBudget(written.budget),
    deploy: linkDeploy(written.deploy, places, errors),
    runner: errors.isBroken(['runner']) ? { steps: {} } : linkRunner(written.runner),
  };
}

function linkInput(input: Impulse['input'] | undefined, errors: ErrorCollector): InputSection | undefined {
  if (!input || errors.isBroken(['input'])) return undefined;
  const { window: windowMs, stride: strideMs = windowMs, frequency: frequencyHz, axes } = input;
  for (const [key, ms] of [['window', windowMs], ['stride', strideMs]] as const) {
    if (input[key] !== undefined && (ms * frequencyHz) / 1000 < 1)
      errors.report('IMP_WINDOW_SHORT', { key, ms, frequencyHz }, ['input', key]);
  }
  return { windowMs, strideMs, frequencyHz, axes };
}
