import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { didYouMean } from '../did-you-mean';
import { ImpulseError } from '../errors';
import { assetRoot } from '../paths';
import type { Command } from './command';

export const targetFit: Command = {
  name: 'target fit',
  summary: 'Fits what a missed line of flash costs to the published times of a target, and says how far off the model is.',
  arguments: [{ name: 'target', help: 'The id of one of ours, or the folder of a target.', required: true }],
  options: { write: { type: 'boolean', help: 'Also writes the figure into target.json.' } },
  examples: ['nx-impulse target fit stm32l4r5', 'nx-impulse target fit targets/my-board --write'],
  async run({ args: [name], options, print }) {
    const { readTarget } = await import('../estimate/read-target');
    const { readPoints } = await import('../estimate/read-points');
    const { fitTarget } = await import('../estimate/fit-target');
    const { describeFit } = await import('../estimate/describe-fit');
    const folder = await findTarget(name!);
    const target = readTarget(folder);
    const points = readPoints(folder);
    if (!target.clockHz || !target.core.model) throw new ImpulseError('IMP_TARGET_UNFITTED', { target: target.id, core: target.core.id });
    const fit = fitTarget(target, points.points);
    print(describeFit(fit, points));
    if (options.write && fit.cyclesPerLine !== undefined) await writeCost(folder, fit.cyclesPerLine, points.points.length, fit.meanLeftOut);
  },
};

async function findTarget(name: string): Promise<string> {
  const found = [resolve(name), join(assetRoot, 'targets', name)].find((folder) => existsSync(join(folder, 'target.json')));
  if (found) return found;
  const { listTargets } = await import('../manifest/link-targets');
  throw new ImpulseError('IMP_TARGET_UNKNOWN', { target: name, advice: didYouMean(name, listTargets(process.cwd())) });
}

async function writeCost(folder: string, value: number, points: number, leftOut: number): Promise<void> {
  const { readFileSync } = await import('node:fs');
  const { writeFileWhole } = await import('../files/write-file');
  const file = join(folder, 'target.json');
  const target = JSON.parse(readFileSync(file, 'utf8'));
  const source = `nx-impulse target fit: ${points} published times, mean error ${(100 * leftOut).toFixed(1)} % left one out`;
  target.flashCache.cyclesPerLine = { value, source };
  writeFileWhole(file, `${JSON.stringify(target, null, 2)}\n`);
}
