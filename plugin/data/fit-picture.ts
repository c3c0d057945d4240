import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import type { InputSection } from '../manifest/manifest';
import { type Block, loadBlock, readBlockSources } from '../native';
import { includeClosure } from '../native/include-closure';
import { assetRoot } from '../paths';
import type { ReaderOptions, Recording } from './formats/format';

/** The block whose C++ resizes and greys pictures here as it does on the device. */
const IMAGE_BLOCK = join(assetRoot, 'blocks', 'dsp', 'image');

const COLOURS = 3;

let loaded: Promise<Block> | undefined;

/**
 * Brings a picture to the size and the channels of the input: by the image block, in the mode that the source names. Anything but a
 * picture, and one that fits already, stays as it is.
 */
export async function fitPicture(
  recording: Recording, { axes, image }: Pick<InputSection, 'axes' | 'image'>, resize: ReaderOptions['resize'] = 'squash',
): Promise<Recording> {
  const { picture, values } = recording;
  if (!picture || !image) return recording;
  if (picture.width === image.width && picture.height === image.height && axes.length === COLOURS) return recording;
  const block = await (loaded ??= loadBlock(IMAGE_BLOCK));
  const length = picture.width * picture.height;
  const channels = axes.length === COLOURS ? 'rgb' : 'grayscale';
  const params = { ...image, resize, channels, interpolation: 'bilinear', range: '0..255' };
  const plan = block.configure(params, { ...picture, frequencyHz: 1, length, axes: COLOURS, stride: 0 });
  const features = await block.extract(plan, { values, axes: COLOURS, windowLength: length, windows: Int32Array.of(0, length) });
  return { ...recording, values: Uint8Array.from(features) };
}

/** Of every source of the image block: with another one pictures may become other values. */
export function digestImageBlock(): string {
  const { sources, hostSources } = readBlockSources(IMAGE_BLOCK);
  const hash = createHash('sha256');
  for (const { path, text } of includeClosure([...sources, ...hostSources])) hash.update(`${basename(path)}\n${text}`);
  return hash.digest('hex');
}
