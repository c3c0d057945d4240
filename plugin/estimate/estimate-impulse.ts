import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assetRoot } from '../paths';
import type { CompileFacts, Variant } from '../steps/compile/compile-facts';
import { checkParity } from './check-parity';
import type { RawWindows } from './choose-windows';
import { describeMethod } from './describe-method';
import { findEmulatorTools } from './emulator-tools';
import { energyOf } from './energy';
import type { Estimate, Parity, VariantEstimate } from './estimate';
import { estimateAnalytically, guessStream } from './estimate-analytically';
import { linkImpulse, type ImpulseBuild, withoutOf } from './impulse-images';
import { measureImpulse } from './measure-impulse';
import { measureStream } from './measure-stream';
import type { Core, Target } from './target';

/** A compiled impulse, the windows to run it with, and places for what is made on the way. */
export interface EstimateRequest {
  target: Target;
  facts: CompileFacts;
  /** Artefact of the compile step: `int8/`, `float32/`, `host/`. */
  folder: string;
  /** Up to `count` real windows, and the special ones. */
  windows(count: number): RawWindows;
  /** For objects and images. */
  scratch: string;
  /** Receives the link maps. */
  output: string;
  progress(message: string, done?: number): void;
}

type Format = 'int8' | 'float32';

/** Windows that are compared with the host, and at most measured. */
const REAL_WINDOWS = 20;
/** What a run may cost: some 20 seconds of emulation. */
const MAX_CYCLES = 1e9;

/** Measures an impulse on a target in both number formats; analytic where nothing here can run it. */
export async function estimateImpulse(request: EstimateRequest): Promise<Estimate> {
  const { id, title, core, clockHz, flashBytes, ramBytes } = request.target;
  const how = howToMeasure(core);
  const estimate = how === 'analytic' ? guess : measure;
  const withEnergy = (one: VariantEstimate) => ({ ...one, energyMicrojoules: energyOf(request.target, request.facts, one) });
  const int8 = withEnergy(await estimate(request, 'int8', request.facts.int8));
  const float32 = request.facts.float32 && withEnergy(await estimate(request, 'float32', request.facts.float32));
  const without = withoutOf(request.facts);
  const parity = [int8.parity, float32?.parity].filter((one) => one !== undefined);
  return {
    version: 1,
    ...{ target: id, title, core: core.id, clockHz: clockHz?.value, flashBytes: flashBytes?.value, ramBytes: ramBytes?.value },
    ...(without.length > 0 ? { without } : {}),
    ...describeMethod(how, request.target, int8),
    ...{ int8, ...(float32 ? { float32 } : {}) },
    ...(parity.length > 0 ? { parity: parity.reduce(joinParity) } : {}),
  };
}

/** The host's core is an x86-64 with Linux, whose programs `linkImage` can read; the emulator has to be installed. */
function howToMeasure({ toolchain }: Core): Estimate['how'] {
  if (toolchain === 'host') return process.platform === 'linux' && process.arch === 'x64' ? 'native' : 'analytic';
  return toolchain === 'arm-none-eabi' && findEmulatorTools() ? 'emulated' : 'analytic';
}

async function measure(request: EstimateRequest, format: Format, variant: Variant): Promise<VariantEstimate> {
  const { target, facts, folder, windows, scratch, output, progress } = request;
  const places = { folder: join(folder, format), host: join(folder, 'host', format), output: join(scratch, format) };
  const build: ImpulseBuild = { ...places, facts, core: target.core, isStreamed: variant.stream !== undefined };
  const affordable = affordableWindows(request, format, variant);
  const measured = windows(affordable);
  const start = format === 'int8' ? 0 : 0.5;
  progress(`${format}: linking for ${target.core.title}`, start);
  const images = await linkImpulse(build);
  keepMap(images.measured.map, build.output, join(output, `${format}.map`));
  progress(`${format}: ${measured.real} windows on ${target.core.title}`, start + 0.15);
  const estimate = await measureImpulse(build, images, measured, target);
  progress(`${format}: features and scores against the host's`, start + 0.35);
  const parity = await checkParity(build, images.compared, format === 'int8' ? windows(REAL_WINDOWS) : measured);
  if (!images.streamed) return { ...estimate, parity };
  progress(`${format}: a stream on ${target.core.title}`, start + 0.45);
  keepMap(images.streamed.image.map, build.output, join(output, `${format}-stream.map`));
  return { ...estimate, parity, stream: await measureStream(build, images.streamed, measured, variant.stream!, target) };
}

async function guess({ target, facts }: EstimateRequest, format: Format, variant: Variant): Promise<VariantEstimate> {
  const estimate = estimateAnalytically({ target, format, variant, values: valuesRead(facts) });
  return { ...estimate, ...(variant.stream && { stream: guessStream(variant.stream, facts.strideLength, { target, variant }) }) };
}

/** Raw values of a window that DSP blocks of the library read: none where the firmware supplies all of them. */
function valuesRead({ windowLength, axes, dsp }: CompileFacts): number {
  return dsp.every(({ supplied }) => supplied) ? 0 : windowLength * axes.length;
}

/** Float arithmetic in software takes hundreds of instructions: there a few windows must do. The same number on every machine. */
function affordableWindows({ target, facts }: EstimateRequest, format: Format, variant: Variant): number {
  const { cycles = 0 } = estimateAnalytically({ target, format, variant, values: valuesRead(facts) });
  return Math.max(2, Math.min(REAL_WINDOWS, Math.floor(MAX_CYCLES / Math.max(1, cycles))));
}

/** Without the folders of this machine. */
function keepMap(map: string, scratch: string, to: string): void {
  mkdirSync(join(to, '..'), { recursive: true });
  writeFileSync(to, readFileSync(map, 'utf8').replaceAll(`${scratch}/`, '').replaceAll(`${assetRoot}/`, ''));
}

function joinParity(one: Parity, other: Parity): Parity {
  const first = one.first ?? other.first;
  return { windows: one.windows + other.windows, equal: one.equal && other.equal, ...(first ? { first } : {}) };
}
