import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pickAlternatives } from '../compiler/arena/explain-choice';
import type { CompiledModel, CompileOptions } from '../compiler/compile-model';
import { GOALS } from '../compiler/cost/goals';
import { ImpulseError } from '../errors';
import { assetRoot } from '../paths';
import type { Core, Target } from '../estimate/target';
import type { Command } from './command';
import { summarizeModel } from './summarize-model';

const ARCHS: readonly CompileOptions['arch'][] = ['portable', 'armv6-m', 'armv7-m', 'armv7e-m', 'armv7e-m-dual', 'armv8.1-m', 'x86-64'];

export const compile: Command = {
  name: 'compile',
  summary: 'Turns a .tflite file into C++11 with a plain C interface, outside of any workspace.',
  arguments: [{ name: 'model.tflite', help: 'An int8 or float32 model.', required: true }],
  options: {
    target: { type: 'string', value: 'id', help: 'Hardware target, such as arduino-nano-33-ble-sense; it chooses the kernels.' },
    arch: { type: 'string', value: 'isa', help: `Kernels by instruction set instead: ${ARCHS.join(', ')}.` },
    name: { type: 'string', value: 'identifier', help: 'Prefix of every C symbol and file.', default: 'model' },
    optimize: { type: 'string', value: 'goal', help: `What kernels are chosen for: ${GOALS.join(', ')}.`, default: 'balanced' },
    streaming: {
      type: 'string', value: 'hop=columns,axis=n',
      help: 'Also writes the model as one that takes what is new in each window of a stream: columns along the axis of time, 1 by default.',
    },
    explain: { type: 'boolean', help: 'Also says what each pass saved, what other kernels cost, draws the arena, and bounds the stack.' },
    out: { type: 'string', value: 'folder', help: 'Where the files are written.', required: true },
  },
  examples: [
    'nx-impulse compile kws.tflite --target arduino-nano-33-ble-sense --name kws --out firmware/kws',
    'nx-impulse compile wake-word.tflite --target stm32l4r5 --streaming hop=1,axis=1 --out firmware/wake-word',
  ],
  async run({ args: [path], options, print }) {
    const name = options.name as string;
    if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new ImpulseError('IMP_MODEL_NAME', { name });
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) throw new ImpulseError('IMP_MODEL_MISSING', { file: path });
    const { compileModel } = await import('../compiler/compile-model');
    const { arch, target } = await chooseKernels(options);
    const [optimize, streaming] = [chooseGoal(options.optimize), readStreaming(options.streaming)];
    const model = compileModel(readFileSync(path), { name, arch, optimize, streaming });
    writeModel(model, options.out as string);
    print(summarizeModel(model, options.out as string, target));
    if (options.explain) {
      const { drawArena } = await import('../compiler/arena/draw-arena');
      print(explainSavings(model, drawArena));
      if (model.slide) print(['fed hop by hop:', ...model.slide.hop.comment, explainSavings(model.slide, drawArena)].join('\n'));
    }
    if (options.explain && target) {
      print(await explainStack(model, name, target.core));
      if (model.slide) print(`of a hop, ${await explainStack(model.slide, `${name}_slide`, target.core)}`);
    }
  },
};

type Options = Record<string, string | boolean | undefined>;

/** By the target, whose core is known then, or by the name of an instruction set. */
async function chooseKernels({ target: id, arch = 'portable' }: Options): Promise<{ arch: CompileOptions['arch']; target?: Target }> {
  if (id) {
    const { readTarget } = await import('../estimate/read-target');
    const folder = [id as string, join(assetRoot, 'targets', id as string)].find((path) => existsSync(join(path, 'target.json')));
    if (!folder)
      throw new ImpulseError('IMP_TARGET_UNKNOWN', {
        target: String(id),
        advice: `known targets: ${knownTargets()}, or a folder that holds a target.json`,
      });
    const target = readTarget(folder);
    return { arch: target.core.arch, target };
  }
  const known = ARCHS.find((candidate) => candidate === arch);
  if (!known) throw new ImpulseError('IMP_ARCH_UNKNOWN', { arch: String(arch), known: ARCHS.join(', ') });
  return { arch: known };
}

/** What the linked code can take; a line where nothing can be linked. */
async function explainStack(model: CompiledModel, name: string, core: Core): Promise<string> {
  const { findEmulatorTools } = await import('../estimate/emulator-tools');
  if (core.toolchain !== 'arm-none-eabi') return `stack: not known, nothing is linked for ${core.title}`;
  if (!findEmulatorTools()) return 'stack: not known, the cross compiler is not installed ("npx nx-impulse setup emulator")';
  const { boundModel } = await import('../estimate/measure-model');
  const { describeBound } = await import('../estimate/stack/describe-stack');
  return `stack: ${describeBound((await boundModel(model, { name, core }))!)}`;
}

function chooseGoal(goal: string | boolean | undefined = 'balanced'): CompileOptions['optimize'] {
  const known = GOALS.find((candidate) => candidate === goal);
  if (!known) throw new ImpulseError('IMP_GOAL_UNKNOWN', { goal: String(goal), known: GOALS.join(', ') });
  return known;
}

/** `hop=1,axis=1`; the axis may be left out. */
function readStreaming(text: string | boolean | undefined): CompileOptions['streaming'] {
  if (text === undefined) return undefined;
  const [, hop, axis = '1'] = /^hop=(\d+)(?:,axis=(\d+))?$/.exec(String(text)) ?? [];
  if (hop === undefined) throw new ImpulseError('IMP_STREAMING_UNKNOWN', { text: String(text) });
  return { hop: Number(hop), axis: Number(axis) };
}

function explainSavings(model: CompiledModel, drawArena: (model: CompiledModel) => string[]): string {
  const { passes = [], arenaBytes, arenaLowerBoundBytes = 0 } = model;
  return [
    ...passes.map(
      ({ name, savedMacs, savedConstantBytes }) =>
        `pass ${name}: ${number(savedMacs)} multiply-accumulates and ${number(savedConstantBytes)} B of constants less`,
    ),
    ...explainKernels(model),
    `arena over time, ${number(arenaBytes)} B; no plan of these kernels can need less than ${number(arenaLowerBoundBytes)} B:`,
    ...drawArena(model),
  ].join('\n');
}

/** Each operator's kernel, and behind it what the best others would cost instead. */
function explainKernels({ choices = [], estimate }: CompiledModel): string[] {
  if (!estimate) return [];
  const change = (value: number) => `${value < 0 ? '-' : '+'}${number(Math.abs(value))}`;
  return [
    `kernels, by the cost model ${number(Math.round(estimate.cycles))} cycles and ${number(Math.round(estimate.flashBytes))} B of flash:`,
    ...choices.map(({ index, name, chosen, others }) => {
      const instead = pickAlternatives({ chosen, others }).map(({ kernel, cycles, flashBytes }) =>
        `${kernel} ${change(cycles - chosen.cycles)} cycles ${change(flashBytes - chosen.flashBytes)} B`);
      const taken = `${chosen.kernel}, ${number(chosen.cycles)} cycles, ${number(chosen.flashBytes)} B`;
      return [`  ${index} ${name}: ${taken}`, ...instead.map((other) => `      instead ${other}`)].join('\n');
    }),
  ];
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function knownTargets(): string {
  const folder = join(assetRoot, 'targets');
  return readdirSync(folder).filter((id) => id !== 'template' && existsSync(join(folder, id, 'target.json'))).sort().join(', ');
}

/** One flat folder: the generated files and the kernels beside them. */
function writeModel(model: CompiledModel, folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(model.files)) writeFileSync(join(folder, file), text);
  for (const file of model.sdkFiles) copyFileSync(join(assetRoot, 'sdk-cpp', file), join(folder, basename(file)));
}
