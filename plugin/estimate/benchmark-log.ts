import { ImpulseError } from '../errors';

/** What `benchmark_main.cpp` printed on a device. Of several runs in one log each figure is the least: disturbances only ever add. */
export interface BenchmarkLog {
  impulse: string;
  target: string;
  core: string;
  toolchain: string;
  flags: string;
  /** `cycles`, or `nanoseconds` on a host. */
  unit: string;
  /** Absent where the firmware was not told. */
  clockHz?: number;
  models: { name: string; sha256: string }[];
  layers: LayerTime[];
  dsp: number;
  /** All models and plans, with what quantizes features for them. */
  nn: number;
  post: number;
  total: number;
}

/** One operator of a model, named as in the .tflite file. */
export interface LayerTime {
  model: string;
  index: number;
  op: string;
  cycles: number;
}

/** A reset may leave the beginning of another line before it. */
const START = /impulse-benchmark (\S+)$/;

/**
 * Reads a text captured from a serial port: other lines, times in front of lines, CRLF and several runs are tolerated, a run that a reset
 * or the end of the capture cut off is left out where another is whole.
 * @param file name of the log, for messages
 * @throws ImpulseError IMP_LOG_INVALID with the line
 */
export function readBenchmarkLog(text: string, file: string): BenchmarkLog {
  const fail = (line: number, problem: string): never => {
    throw new ImpulseError('IMP_LOG_INVALID', { file, line, problem });
  };
  const runs: { from: number; log: BenchmarkLog }[] = [];
  let open: { from: number; lines: { text: string; number: number }[] } | undefined;
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.replace(BEFORE, '').trimEnd();
    const version = START.exec(line)?.[1];
    if (version !== undefined) {
      if (version !== '1') fail(index + 1, `version "${version}" of the log is not what this reads: 1`);
      open = { from: index + 1, lines: [] };
    } else if (line === 'end' && open) {
      runs.push({ from: open.from, log: readRun(open.lines, index + 1, fail) });
      open = undefined;
    } else {
      open?.lines.push({ text: line, number: index + 1 });
    }
  }
  if (runs.length === 0) fail(open?.from ?? 1, open ? 'no "end" follows: the capture was cut off' : 'no line says "impulse-benchmark 1"');
  return runs.slice(1).reduce((least, { from, log }) => {
    return joinRuns(least, log) ?? fail(from, 'the run that begins here is of another impulse or build than the first: one log for each');
  }, runs[0]?.log);
}

/** A time or a prompt that a terminal program wrote: `12:00:01.123 -> `, `[00:00:01] `. */
const BEFORE = /^\s*(?:\[[^\]]*\]|[\d:.,TZ-]*\d[\d:.,TZ-]*)?\s*(?:->|[>|])?\s*/;

type Fail = (line: number, problem: string) => never;

function readRun(lines: readonly { text: string; number: number }[], end: number, fail: Fail): BenchmarkLog {
  const words = new Map<string, string>();
  const models: BenchmarkLog['models'] = [];
  const layers: LayerTime[] = [];
  let model: string | undefined;
  for (const { text, number } of lines) {
    const [, name = '', rest = ''] = /^(\w+):? ?(.*)$/.exec(text) ?? [];
    if (name === 'failed') fail(number, text);
    if (name === 'layers') model = rest;
    else if (name === 'model') models.push(readModel(rest) ?? fail(number, `"${text}" is no "model <name> <sha256>"`));
    else if (name === 'layer') layers.push(readLayer(rest, model) ?? fail(number, `"${text}" is no "layer <index> <operator> <cycles>"`));
    else if (FIGURES.includes(name) && !/^\d+$/.test(rest)) fail(number, `"${text}" is no "${name} <number>"`);
    else if (FIGURES.includes(name) || WORDS.includes(name)) words.set(name, rest);
  }
  const missing = [...WORDS, ...FIGURES].find((name) => !words.has(name));
  if (missing !== undefined) fail(end, `the run that ends here has no line "${missing}"`);
  const word = (name: string): string => words.get(name)!;
  const figure = (name: string): number => Number(words.get(name));
  return {
    ...{ impulse: word('impulse'), target: word('target'), core: word('core'), toolchain: word('toolchain'), flags: word('flags') },
    ...{ unit: word('unit'), ...(figure('clock') > 0 ? { clockHz: figure('clock') } : {}), models, layers },
    ...{ dsp: figure('dsp'), nn: figure('models'), post: figure('post'), total: figure('total') },
  };
}

const WORDS = ['impulse', 'target', 'core', 'toolchain', 'flags', 'unit'];
const FIGURES = ['clock', 'dsp', 'models', 'post', 'total'];

function readModel(rest: string): BenchmarkLog['models'][number] | undefined {
  const [, name, sha256] = /^(\w+) ([0-9a-f]{64})$/.exec(rest) ?? [];
  return name ? { name, sha256 } : undefined;
}

function readLayer(rest: string, model: string | undefined): LayerTime | undefined {
  const [, index, op, cycles] = /^(\d+) ([A-Z]\w*) (\d+)$/.exec(rest) ?? [];
  return op && model ? { model, index: Number(index), op, cycles: Number(cycles) } : undefined;
}

/** undefined: the two are not of the same build. */
function joinRuns(one: BenchmarkLog, other: BenchmarkLog): BenchmarkLog | undefined {
  const shape = ({ impulse, unit, clockHz, models, layers }: BenchmarkLog): string =>
    JSON.stringify([impulse, unit, clockHz, models, layers.map(({ model, index, op }) => [model, index, op])]);
  if (shape(one) !== shape(other)) return undefined;
  const least = (name: 'dsp' | 'nn' | 'post' | 'total'): number => Math.min(one[name], other[name]);
  const layers = one.layers.map((layer, index) => ({ ...layer, cycles: Math.min(layer.cycles, other.layers[index].cycles) }));
  return { ...one, layers, dsp: least('dsp'), nn: least('nn'), post: least('post'), total: least('total') };
}
