import { ImpulseError } from '../errors';
import { readBenchmarkLog, type BenchmarkLog } from './benchmark-log';
import { addCounts, type Counts } from './counts';
import { fitCycles, type FitSample, type TargetFit } from './fit-target';
import { operatorOfModel } from './locate-operators';
import type { LibraryRun } from './measure-library';
import type { Target } from './target';

/** A log of a board beside the same program in the emulator. */
export interface LogFit {
  log: BenchmarkLog;
  /** A row for each operator that does something. */
  fit: TargetFit;
}

/** Names for messages. */
interface Places {
  /** The log. */
  file: string;
  /** The library that ran. */
  folder: string;
}

/**
 * Fits what a missed line of flash costs to the layers of a log. Each layer is an equal witness for each line that it misses.
 * @param run the library in the emulator, one run
 * @throws ImpulseError IMP_LOG_OTHER where log and library are not of the same models
 */
export function fitLog(target: Target, log: BenchmarkLog, run: Pick<LibraryRun, 'log' | 'regions'>, places: Places): LogFit {
  const own = readBenchmarkLog(run.log, 'emulator');
  const refuse = (problem: string): never => {
    throw new ImpulseError('IMP_LOG_OTHER', { ...places, problem });
  };
  if (log.unit !== 'cycles') refuse(`it counts ${log.unit}, so it is of a computer and not of the board`);
  if (log.layers.length === 0) refuse('it has no layers: the firmware was compiled without -DIMPULSE_LAYERS');
  const names = ({ models }: BenchmarkLog): string => models.map(({ name, sha256 }) => `${name} ${sha256}`).join();
  if (names(log) !== names(own)) refuse(`it has the models ${names(log)}, the library ${names(own)}`);
  const place = ({ model, index, op }: BenchmarkLog['layers'][number]): string => `${model} ${index} ${op}`;
  const known = new Set(own.layers.map(place));
  const other = log.layers.find((layer) => !known.has(place(layer)));
  if (other) refuse(`the library has no operator ${other.index} of the kind ${other.op}`);
  const seen = new Set(log.layers.map(place));
  const lost = own.layers.find((layer) => !seen.has(place(layer)));
  if (lost) refuse(`it has no line of operator ${lost.index}, ${lost.op}, of "${lost.model}": the capture lost it, take another`);
  return { log, fit: fitCycles(target, layerSamples(log, run.regions), 'cycles') };
}

/** An operator that a loop runs several times is one row. */
function layerSamples({ layers, models }: BenchmarkLog, regions: Record<string, { counts: Counts }>): FitSample[] {
  const samples = new Map<string, FitSample>();
  for (const { model, index, op, cycles } of layers) {
    const operator = `${op.toLowerCase()}_${index}`;
    const name = models.length > 1 ? operatorOfModel(model, operator) : operator;
    const before = samples.get(name)?.cycles ?? 0;
    samples.set(name, { name, cycles: before + cycles, counts: addCounts([regions[name]?.counts ?? {}]) });
  }
  return [...samples.values()].filter(({ cycles }) => cycles > 0);
}
