import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { CompiledModel } from '../compiler/compile-model';
import { assetRoot } from '../paths';
import { compareImages, type ImageCosts } from './compare-images';
import type { ImageRun } from './execute-image';
import { linkImage, type Image } from './link-image';
import { locateOperators } from './locate-operators';
import { runImage } from './run-image';
import { limitStack, type StackLimits } from './stack/measure-bound';
import type { Core } from './target';
import { emulatorFolder } from './toolchain';

/** What a model needs in an image, and its run. */
export interface ModelCosts extends ImageCosts {
  /** Static RAM, which holds the arena, and stack. */
  ramBytes: number;
  stackBytes: number;
  /** Code by the name of its function in the object file. */
  functionBytes: Record<string, number>;
  /** What the code of the image can take at most; absent on a host. */
  stack?: StackLimits;
  run: ImageRun;
}

/** A compiled model and inputs to run it with. */
export interface ModelRequest {
  /** The name that it was compiled with. */
  name: string;
  core: Core;
  /** Input tensors of one inference after another, back to back. */
  input: Uint8Array;
  /** Behind the core's own flags. */
  flags?: readonly string[];
  /** The model, compiled already, by whatever compiler: its sources are not compiled then. */
  objects?: readonly string[];
}

/** Measures a compiled model alone, by its plain C interface, on an emulated core. */
export async function measureModel(model: CompiledModel, { name, core, input, flags = [], objects }: ModelRequest): Promise<ModelCosts> {
  const folder = mkdtempSync(join(tmpdir(), 'impulse-model-'));
  try {
    const base = await linkImage({ core, sources: [HARNESS], flags, output: join(folder, 'base') });
    const image = await linkModel(model, { name, core, flags, objects }, folder);
    const run = await runImage(image, core, { input, stages: { nn: [`${name}_invoke`] }, regions: await locateOperators(image) });
    const costs = compareImages(image, base);
    const ramBytes = costs.staticRamBytes + run.stackBytes;
    const stack = await limitStack(image, core);
    return { ...costs, ramBytes, stackBytes: run.stackBytes, functionBytes: listFunctions(image), ...(stack ? { stack } : {}), run };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function listFunctions({ symbols }: Image): Record<string, number> {
  return Object.fromEntries(symbols.filter(({ kind }) => kind === 'function').map(({ name, bytes }) => [name, bytes]));
}

/** What the stack of a compiled model can be at most on a core: it is linked, and not run. */
export async function boundModel(model: CompiledModel, request: Pick<ModelRequest, 'name' | 'core'>): Promise<StackLimits | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'impulse-model-'));
  try {
    return await limitStack(await linkModel(model, request, folder), request.core);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const HARNESS = join(emulatorFolder, 'measure_model.cpp');

function linkModel(model: CompiledModel, { name, core, flags = [], objects }: Omit<ModelRequest, 'input'>, folder: string): Promise<Image> {
  const includes = [join(folder, 'model')];
  const sources = writeModel(model, includes[0]);
  const counts = [`-DMODEL_INPUTS=${model.inputs.length}`, `-DMODEL_OUTPUTS=${model.outputs.length}`];
  const named = [...flags, `-DMODEL_HEADER="${name}_model.h"`, `-DMODEL_NAME=${name}`, ...counts];
  const own = objects ? [] : sources;
  return linkImage({ core, sources: [HARNESS, ...own], objects, includes, flags: named, output: join(folder, 'image') });
}

/** Lays the model out as a flat folder and returns what a compiler is given. */
function writeModel(model: CompiledModel, folder: string): string[] {
  mkdirSync(folder);
  for (const [name, text] of Object.entries(model.files)) writeFileSync(join(folder, name), text);
  for (const file of model.sdkFiles) cpSync(join(assetRoot, 'sdk-cpp', file), join(folder, basename(file)));
  const names = [...Object.keys(model.files), ...model.sdkFiles.map((file) => basename(file))];
  return names.filter((name) => /\.(c|cpp)$/.test(name)).map((name) => join(folder, name));
}
