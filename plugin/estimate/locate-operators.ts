import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Image } from './link-image';
import type { Region } from './read-counts';
import { runTool } from './run-tool';

/**
 * Finds which addresses of `<name>_invoke` belong to which operator of its model, from the lines of the calls in the generated text, so
 * that kernels may be inlined or shared. Regions are named like the operator's constants, `conv_2d_2`; of several models in one image, the
 * model stands in front: `kws_word:conv_2d_2`. In a build that times its layers, what the hook between them costs is a region of its own.
 */
export async function locateOperators(image: Image): Promise<Region[]> {
  const invokes = image.symbols.filter(({ name, kind }) => kind === 'function' && name.endsWith('_invoke'));
  const regions = await Promise.all(invokes.map((symbol, index) => locateIn(image, symbol, index, invokes.length > 1)));
  return regions.flat();
}

/** Name of an operator's region where an image has several models. @param model C prefix of the model */
export function operatorOfModel(model: string, operator: string): string {
  return `${model}:${operator}`;
}

type Invoke = Pick<Image['symbols'][number], 'name' | 'address' | 'bytes'>;

async function locateIn(image: Image, { name: invoke, address, bytes }: Invoke, index: number, isOneOfMany: boolean): Promise<Region[]> {
  const addresses = Array.from({ length: bytes >> 1 }, (_, i) => address + 2 * i);
  const list = join(dirname(image.elf), `addresses-${index}.txt`);
  writeFileSync(list, addresses.map((one) => `0x${one.toString(16)}\n`).join(''));
  const { status, stdout } = await runTool('arm-none-eabi-addr2line', ['-a', '-i', '-e', image.elf, `@${list}`]);
  if (status !== 0) return [];
  const operatorAt = operatorReader();
  const regions: Region[] = [];
  for (const [start, ...frames] of stdout.split(/^0x/m).slice(1).map((group) => group.trim().split('\n'))) {
    const at = parseInt(start, 16);
    const operator = operatorAt(frames[frames.length - 1]);
    const name = operator && isOneOfMany ? operatorOfModel(invoke.replace(/_invoke$/, ''), operator) : operator;
    const last = regions[regions.length - 1];
    if (last !== undefined && last.end === at && (name === undefined || last.name === name)) last.end = at + 2;
    else if (name !== undefined) regions.push({ name, start: at, end: at + 2 });
  }
  return regions;
}

/** `file:line` of a call in a generated model -> the operator that the line names. */
function operatorReader(): (place: string) => string | undefined {
  const files = new Map<string, string[]>();
  return (place) => {
    const [, file, line] = /^(.*_model\.cpp):(\d+)/.exec(place) ?? [];
    if (!file) return undefined;
    if (!files.has(file)) files.set(file, readFileSync(file, 'utf8').split('\n'));
    const text = files.get(file)![Number(line) - 1] ?? '';
    return text.includes('IMPULSE_LAYER_HOOK') ? 'layer_hook' : /<(\w+_\d+(?:_\w+)?)[,>]/.exec(text)?.[1];
  };
}
