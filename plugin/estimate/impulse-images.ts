import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isTranslationUnit } from '../native/include-closure';
import { assetRoot } from '../paths';
import type { CompileFacts } from '../steps/compile/compile-facts';
import { linkImage, type Image } from './link-image';
import type { Core } from './target';

/** A generated impulse and where to build programs with it. */
export interface ImpulseBuild {
  /** Flat folder of its sources. */
  folder: string;
  /** Folder of the host table's source. */
  host: string;
  facts: Pick<CompileFacts, 'prefix' | 'windowLength' | 'axes' | 'dtype' | 'features' | 'learn'>;
  core: Core;
  /** For objects and images. */
  output: string;
}

/** The impulse as a firmware runs it, and the same program without it. */
export async function linkMeasured(build: ImpulseBuild): Promise<{ image: Image; base: Image }> {
  const { folder, facts, core, output } = build;
  const harness = join(assetRoot, 'sdk-cpp', 'emulator', 'measure_impulse.cpp');
  const values = facts.windowLength * facts.axes.length;
  const flags = [`-DIMPULSE_HEADER="${facts.prefix}_impulse.h"`, `-DIMPULSE_PREFIX=${facts.prefix}`, `-DIMPULSE_VALUES=${values}`];
  const includes = [folder];
  const base = await linkImage({ core, sources: [harness], includes, flags: [...flags, '-DIMPULSE_BASE'], output: outputFolder(output, 'base') });
  const image = await linkImage({ core, sources: [harness, ...sourcesOf(folder)], includes, flags, output: outputFolder(output, 'image') });
  return { image, base };
}

/** The impulse behind the table by which its host build is run: for comparing both. */
export function linkCompared({ folder, host, facts, core, output }: ImpulseBuild): Promise<Image> {
  const sdk = join(assetRoot, 'sdk-cpp');
  const scores = facts.learn.reduce((sum, learn) => sum + learn.scores, 0);
  return linkImage({
    core,
    sources: [join(sdk, 'emulator', 'compare_impulse.cpp'), ...sourcesOf(host), ...sourcesOf(folder)],
    includes: [folder, join(sdk, 'node'), join(sdk, 'include')],
    flags: [`-DIMPULSE_WINDOW_BYTES=${windowBytes(facts)}`, `-DIMPULSE_FEATURES=${facts.features}`, `-DIMPULSE_SCORES=${scores}`],
    output: outputFolder(output, 'compared'),
  });
}

/** Functions of each stage. Calls that the compiler inlines are found by what they call. */
export function stagesOf(image: Image, prefix: string): Record<string, string[]> {
  const own = image.symbols.filter(({ name, kind }) => kind === 'function' && name.startsWith(`${prefix}_`)).map(({ name }) => name);
  const ending = (pattern: RegExp) => own.filter((name) => pattern.test(name));
  return { dsp: ending(/_(extract_features|extract)$/), nn: ending(/_(run_models|invoke|score)$/), post: ending(/_decide$/) };
}

export function windowBytes({ windowLength, axes, dtype }: ImpulseBuild['facts']): number {
  return windowLength * axes.length * (dtype === 'int16' ? 2 : 4);
}

function sourcesOf(folder: string): string[] {
  return readdirSync(folder).filter(isTranslationUnit).sort().map((name) => join(folder, name));
}

function outputFolder(output: string, name: string): string {
  mkdirSync(join(output, name), { recursive: true });
  return join(output, name);
}
