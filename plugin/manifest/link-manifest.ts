import type { Impulse } from '../../schemas/impulse';
import { checkSplit } from './check-split';
import type { ErrorCollector } from './error-collector';
import type { Places } from './find-folder';
import { linkInput } from './link-input';
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
  const input = linkInput(written.input, errors);
  const axes = errors.isBroken(['input', 'axes']) ? undefined : input?.axes;
  const sources = linkSources(written.dataset?.sources, axes, places, errors);
  checkSplit(written.dataset?.split, sources, errors);
  return {
    name,
    ...(description === undefined ? {} : { description }),
    dataset: { sources, split: written.dataset?.split as Impulse['dataset']['split'] },
    input: input as InputSection,
    dsp: linkDsp(written.dsp, axes, places, errors),
    learn: linkLearn(written.learn, Object.keys(written.dsp ?? {}), places, errors),
    ...linkPostprocess(written.postprocess, places, errors),
    targets: linkTargets(written.targets, written, places, errors),
    budget: linkBudget(written.budget),
    deploy: linkDeploy(written.deploy, places, errors),
    runner: errors.isBroken(['runner']) ? { steps: {} } : linkRunner(written.runner),
  };
}
