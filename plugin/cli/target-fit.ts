import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { didYouMean } from '../did-you-mean';
import { ImpulseError } from '../errors';
import type { TargetFit } from '../estimate/fit-target';
import type { Target } from '../estimate/target';
import { assetRoot } from '../paths';
import type { Command } from './command';

export const targetFit: Command = {
  name: 'target fit',
  summary: 'Fits what a missed line of flash costs to times of a target, published or of your board, and says how far off the model is.',
  arguments: [{ name: 'target', help: 'The id of one of ours, or the folder of a target.', required: true }],
  options: {
    log: { type: 'string', value: 'file', help: 'What benchmark_main.cpp printed on the board, in place of points.json.' },
    library: { type: 'string', value: 'folder', help: 'With --log: the unpacked C++ library whose benchmark that was.' },
    write: { type: 'boolean', help: 'Also writes the figure into target.json.' },
  },
  examples: [
    'nx-impulse target fit stm32l4r5',
    'nx-impulse target fit targets/my-board --write',
    'nx-impulse target fit targets/my-board --log serial.txt --library firmware/kws',
  ],
  async run({ args: [name], options, print }) {
    const { readTarget } = await import('../estimate/read-target');
    const folder = await findTarget(name!);
    const target = readTarget(folder);
    const { fit, text, basis } = await (options.log === undefined ? fitToPoints(folder, target) : fitToLog(target, options));
    print(text);
    if (fit.cyclesPerLine === undefined) return;
    const file = join(folder, 'target.json');
    if (options.write) await writeCost(file, fit, basis);
    else if (options.log !== undefined) await sayWhere(file, fit.cyclesPerLine, print);
  },
};

/** What was fitted, how it reads, and to what. */
interface Fitted {
  fit: TargetFit;
  text: string;
  basis: string;
}

async function fitToPoints(folder: string, target: Target): Promise<Fitted> {
  const { readPoints } = await import('../estimate/read-points');
  const { fitTarget } = await import('../estimate/fit-target');
  const { describeFit } = await import('../estimate/describe-fit');
  const points = readPoints(folder);
  if (!target.clockHz || !target.core.model) throw unfitted(target);
  const fit = fitTarget(target, points.points);
  return { fit, text: describeFit(fit, points), basis: `${points.points.length} published times` };
}

async function fitToLog(target: Target, { log: file, library }: Record<string, string | boolean | undefined>): Promise<Fitted> {
  if (typeof library !== 'string') {
    throw new ImpulseError('IMP_OPTION_VALUE', { problem: '--log needs --library, the C++ library that ran', command: targetFit.name });
  }
  if (!existsSync(String(file))) throw new ImpulseError('IMP_LOG_MISSING', { file: String(file) });
  if (!target.core.model) throw unfitted(target);
  const { readBenchmarkLog } = await import('../estimate/benchmark-log');
  const { measureLibrary } = await import('../estimate/measure-library');
  const { fitLog } = await import('../estimate/fit-log');
  const { describeLogFit } = await import('../estimate/describe-log-fit');
  const log = readBenchmarkLog(readFileSync(String(file), 'latin1'), String(file));
  const run = await measureLibrary(resolve(library), target);
  const fitted = fitLog(target, log, run, { file: String(file), folder: library });
  const basis = `${fitted.fit.rows.length} layers of "${log.impulse}" on the board`;
  return { fit: fitted.fit, text: describeLogFit(fitted, target, run.build), basis };
}

function unfitted({ id, core }: Target): ImpulseError {
  return new ImpulseError('IMP_TARGET_UNFITTED', { target: id, core: core.id });
}

async function findTarget(name: string): Promise<string> {
  const found = [resolve(name), join(assetRoot, 'targets', name)].find((folder) => existsSync(join(folder, 'target.json')));
  if (found) return found;
  const { listTargets } = await import('../manifest/link-targets');
  throw new ImpulseError('IMP_TARGET_UNKNOWN', { target: name, advice: didYouMean(name, listTargets(process.cwd())) });
}

async function sayWhere(file: string, value: number, print: (line: string) => void): Promise<void> {
  const { locateCost } = await import('../estimate/locate-cost');
  const place = locateCost(readFileSync(file, 'utf8'), value);
  if (place) print(`${file}:${place.line}: ${place.change} (--write does it)`);
}

async function writeCost(file: string, { cyclesPerLine, meanLeftOut }: TargetFit, basis: string): Promise<void> {
  const { writeFileWhole } = await import('../files/write-file');
  const target = JSON.parse(readFileSync(file, 'utf8'));
  const source = `nx-impulse target fit: ${basis}, mean error ${(100 * meanLeftOut).toFixed(1)} % left one out`;
  target.flashCache.cyclesPerLine = { value: cyclesPerLine, source };
  writeFileWhole(file, `${JSON.stringify(target, null, 2)}\n`);
}
