import { dirname } from 'node:path';
import { findFiles } from '../data/find-files';
import { didYouMean } from '../did-you-mean';
import { ImpulseError } from '../errors';
import type { BlockUse, Manifest } from '../manifest/manifest';
import { manifestPath, readManifest } from '../manifest/read-manifest';
import { isS3 } from '../network/s3-glob';
import type { WindowChoice } from './choose-windows';
import { type OpenBlock, openUse } from './open-block';

/**
 * A block as an impulse uses it: with the parameters, the window and the first recording that its manifest names.
 *
 * @param step name of the use, where there are several. @throws IMP_BLOCK_UNUSED, and all errors of the manifest
 */
export function findUse(path: string, manifest: string, step: string | undefined): { block: OpenBlock; choice: WindowChoice } {
  const found = readManifest(manifest);
  const block = openUse(path, (own) => {
    const uses = listUses(found).filter(({ folder }) => folder === own);
    const use = step === undefined ? uses[0] : uses.find(({ name }) => name === step.replace(/^.*--/, ''));
    if (use !== undefined) return use;
    const advice = uses.length === 0 ? `name it there: "block: ${path}"` : didYouMean(step!, uses.map(({ name }) => name));
    throw new ImpulseError('IMP_BLOCK_UNUSED', { manifest, block: path, advice });
  });
  const { windowMs, frequencyHz, axes } = found.input;
  const { kind } = block.definition;
  if (kind === 'deploy') return { block, choice: { impulse: manifest } };
  const recording = kind === 'learn' ? {} : firstRecording(found, dirname(manifestPath(manifest)));
  return { block, choice: { ...recording, windowMs, frequencyHz, axes: block.use.axes ?? axes } };
}

function listUses({ dataset, dsp, learn, deploy }: Manifest): BlockUse[] {
  const ofSources = dataset.sources.flatMap(({ transforms = [], labeller }) => [...transforms, ...(labeller ? [labeller] : [])]);
  return [...ofSources, ...dsp, ...learn, ...deploy];
}

function firstRecording({ dataset }: Manifest, root: string): { input?: string } {
  const whole = dataset.sources.flatMap(({ path, sensors }) => (path === undefined || isS3(path) || sensors ? [] : [path]));
  const [file] = whole.flatMap((path) => findFiles(root, path).slice(0, 1));
  return file === undefined ? {} : { input: file.absolute };
}
