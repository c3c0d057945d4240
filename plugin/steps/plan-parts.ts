import { join } from 'node:path';
import type { BlockUse, LearnUse, Manifest, TargetUse } from '../manifest/manifest';
import { assetRoot } from '../paths';

/** What a step may know of a block: everything but the folder, which differs between machines. Its content is in the key instead. */
export function blockParams<Use extends BlockUse>(use: Use): Omit<Use, 'folder'> {
  const { folder: _, ...params } = use;
  return params;
}

/** The folders of blocks by role: `dsp:mfcc`, `learn:keywords`. */
export function blockFolders(kind: string, uses: readonly BlockUse[]): Record<string, string> {
  return Object.fromEntries(uses.map((use) => [`${kind}:${use.name}`, use.folder]));
}

/** Rooms of `sdk-cpp` whose sources a step compiles: `sdk:dsp`. */
export function sdkFolders(...rooms: string[]): Record<string, string> {
  return Object.fromEntries(rooms.map((room) => [`sdk:${room}`, join(assetRoot, 'sdk-cpp', room)]));
}

/** Roles and plan ids of one step's plans for several items: `features:mfcc` -> `features--mfcc`. */
export function inputsOf(step: string, items: readonly { name: string }[]): Record<string, string> {
  return Object.fromEntries(items.map(({ name }) => [`${step}:${name}`, `${step}--${name}`]));
}

/** Feature matrices that a learn block reads, in its order. */
export function featuresOf(learn: LearnUse): Record<string, string> {
  return inputsOf('features', learn.input.map((name) => ({ name })));
}

/** What makes the impulse itself: window, DSP, models, post-processing. */
export function impulseParams({ name, input, dsp, learn, postprocess }: Manifest): Record<string, unknown> {
  return {
    name,
    input,
    dsp: dsp.map(blockParams),
    learn: learn.map(blockParams),
    ...(postprocess ? { postprocess: blockParams(postprocess) } : {}),
  };
}

/** Every C++ source of the impulse: the blocks' and the runtime's. */
export function impulseFolders({ dsp, learn, postprocess }: Manifest, ...sdkRooms: string[]): Record<string, string> {
  return {
    ...blockFolders('dsp', dsp.filter(({ container }) => !container)),
    ...blockFolders('learn', learn.filter(({ container }) => !container)),
    ...scorerFolders(learn.filter(({ container }) => container)),
    ...(postprocess ? { postprocess: postprocess.folder } : {}),
    ...sdkFolders('include', 'dsp', 'nn', 'runtime', ...sdkRooms),
  };
}

/** A program in a container leaves a model, or trees that a block of ours scores. */
function scorerFolders(learn: readonly LearnUse[]): Record<string, string> {
  return Object.fromEntries(learn.map(({ name }) => [`scorer:${name}`, join(assetRoot, 'blocks', 'learn', 'tree-ensemble')]));
}

/** Variables of the runner's environment that a block in a container gets: those that it names, and secrets written as `env:NAME`. */
export function blockEnvironment({ container, params }: BlockUse): string[] {
  const secrets = Object.values(params).flatMap((value) => /^env:(\w+)$/.exec(String(value))?.[1] ?? []);
  return [...(container?.environment ?? []), ...secrets];
}

/** A target's own folder, and the cores that it may name. */
export function targetFolders(target: TargetUse): Record<string, string> {
  return { target: target.folder, cores: join(assetRoot, 'targets', 'cores') };
}
