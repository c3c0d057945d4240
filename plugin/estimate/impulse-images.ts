import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { VALUE_TYPES } from '../../schemas/value-types';
import { cName } from '../compiler/emit/c-text';
import { suppliedSymbol } from '../compiler/emit/emit-supplied';
import { isTranslationUnit } from '../native/include-closure';
import { assetRoot } from '../paths';
import type { CompileFacts } from '../steps/compile/compile-facts';
import { compileSources } from './compile-sources';
import { linkImage, type Image, type ImageRequest } from './link-image';
import type { Core } from './target';
import { emulatorFolder } from './toolchain';

/** A generated impulse and where to build programs with it. */
export interface ImpulseBuild {
  /** Flat folder of its sources. */
  folder: string;
  /** Folder of the host table's source. */
  host: string;
  facts: Pick<CompileFacts, 'prefix' | 'windowLength' | 'strideLength' | 'axes' | 'dtype' | 'features' | 'dsp' | 'learn'>;
  core: Core;
  /** For objects and images. */
  output: string;
  /** Whether it is measured with a stream too. */
  isStreamed?: boolean;
}

/** Programs that hold the same objects of the impulse. */
export interface ImpulseImages {
  /** The impulse as a firmware runs it. */
  measured: Image;
  /** The same program without it. */
  base: Image;
  /** The impulse behind the table by which its host build is run: for comparing both. */
  compared: Image;
  /** The impulse fed with a stream, and the same program without it. */
  streamed?: { image: Image; base: Image };
}

/**
 * Compiles an impulse once and links its objects into the three programs.
 *
 * @throws ImpulseError IMP_IMAGE_LINK
 */
export async function linkImpulse(build: ImpulseBuild): Promise<ImpulseImages> {
  const { folder, host, facts, core, output } = build;
  const objects = await compileSources({ core, sources: sourcesOf(folder), includes: [folder], output: join(output, 'impulse') });
  const link = (name: string, request: Pick<ImageRequest, 'sources' | 'flags' | 'objects'> & { includes?: string[] }) =>
    linkImage({ core, output: join(output, name), ...request, includes: [folder, ...(request.includes ?? [])] });
  const measure = { sources: [join(emulatorFolder, 'measure_impulse.cpp')], flags: measureFlags(facts) };
  const stream = { sources: [join(emulatorFolder, 'measure_stream.cpp')], flags: streamFlags(facts) };
  const standIns = withoutOf(facts).length > 0 ? [join(host, 'supplied.cpp')] : [];
  const sdk = join(assetRoot, 'sdk-cpp');
  return {
    measured: await link('measured', { ...measure, sources: [...measure.sources, ...standIns], objects }),
    base: await link('base', { ...measure, flags: [...measure.flags, '-DIMPULSE_BASE'] }),
    compared: await link('compared', {
      sources: [join(emulatorFolder, 'compare_impulse.cpp'), ...sourcesOf(host)],
      includes: [join(sdk, 'node'), join(sdk, 'include')],
      flags: compareFlags(facts),
      objects,
    }),
    ...(build.isStreamed && {
      streamed: {
        image: await link('streamed', { ...stream, objects }),
        base: await link('stream-base', { ...stream, flags: [...stream.flags, '-DIMPULSE_BASE'] }),
      },
    }),
  };
}

function measureFlags(facts: ImpulseBuild['facts']): string[] {
  return [...nameFlags(facts), `-DIMPULSE_VALUES=${facts.windowLength * facts.axes.length}`, suppliedFlag(facts)];
}

function streamFlags(facts: ImpulseBuild['facts']): string[] {
  const { strideLength, axes } = facts;
  const piece = [`-DIMPULSE_STEPS=${strideLength}`, `-DIMPULSE_VALUES=${strideLength * axes.length}`];
  return [...nameFlags(facts), ...piece, `-DIMPULSE_LEAD=${leadOf(facts)}`];
}

/** Pieces of one stride until the first window of a stream is whole. */
export function leadOf({ windowLength, strideLength }: Pick<ImpulseBuild['facts'], 'windowLength' | 'strideLength'>): number {
  return Math.ceil(windowLength / strideLength);
}

function nameFlags({ prefix }: ImpulseBuild['facts']): string[] {
  return [`-DIMPULSE_HEADER="${prefix}_impulse.h"`, `-DIMPULSE_PREFIX=${prefix}`];
}

function compareFlags(facts: ImpulseBuild['facts']): string[] {
  const sizes = [`-DIMPULSE_WINDOW_BYTES=${windowBytes(facts)}`, `-DIMPULSE_FEATURES=${facts.features}`];
  return [...sizes, `-DIMPULSE_SCORES=${countScores(facts)}`, suppliedFlag(facts)];
}

function suppliedFlag({ dsp }: ImpulseBuild['facts']): string {
  const counts = dsp.filter(({ supplied }) => supplied).map(({ shape }) => shape.reduce((product, extent) => product * extent, 1));
  return `-DIMPULSE_SUPPLIED=${counts.reduce((sum, count) => sum + count, 0)}`;
}

/** DSP blocks without C++: what they cost on a device is in no figure. */
export function withoutOf({ dsp }: Pick<ImpulseBuild['facts'], 'dsp'>): string[] {
  return dsp.filter(({ supplied }) => supplied).map(({ name }) => name);
}

/**
 * Functions of each stage: those of the blocks and models themselves, and what quantizes features for a model. Their callers, which copy
 * features and hand results on, are in none: the overhead of the impulse.
 */
export function stagesOf({ symbols }: Image, { prefix, dsp, learn }: ImpulseBuild['facts']): Record<string, string[]> {
  const linked = symbols.filter(({ kind }) => kind === 'function').map(({ name }) => name);
  const extract = dsp.flatMap(({ name, functions, supplied }) => {
    const own = `${prefix}_${functions}_extract`;
    return supplied ? [suppliedSymbol(prefix, name)] : [own, `${own}_quantized`];
  });
  const score = learn.flatMap(({ name, block }) => [`${prefix}_${cName(name)}_invoke`, `${prefix}_${cName(block)}_score`]);
  const isDecision = (name: string): boolean => name.startsWith(`${prefix}_`) && name.endsWith('_decide') && name !== `${prefix}_decide`;
  return {
    dsp: linked.filter((name) => extract.includes(name)),
    nn: linked.filter((name) => score.includes(name) || /_impulse\d+(de)?quantize_[su]8E/.test(name)),
    post: linked.filter(isDecision),
  };
}

/** Bytes of one window of raw values. */
export function windowBytes({ windowLength, axes, dtype }: ImpulseBuild['facts']): number {
  return windowLength * axes.length * VALUE_TYPES[dtype].bytes;
}

/** Scores of all learn blocks. */
export function countScores({ learn }: Pick<ImpulseBuild['facts'], 'learn'>): number {
  return learn.reduce((sum, { scores }) => sum + scores, 0);
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder).filter(isTranslationUnit).sort().map((name) => join(folder, name));
}
