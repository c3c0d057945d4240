import type { Box } from '../dataset';
import type { ReaderOptions } from '../formats/format';
import type { PictureSize } from './box-table';

/** Less than this of a pixel is nothing. */
const LEAST = 1e-6;

/**
 * Boxes after the picture was brought to another size, as the image block does it in this mode; what was cut off with the picture's edges
 * is gone, and a box with nothing left as well.
 */
export function moveBoxes(boxes: readonly Box[], from: PictureSize, to: PictureSize, mode: NonNullable<ReaderOptions['resize']>): Box[] {
  const [across, down] = scalesOf(from, to, mode);
  const [left, top] = [(to.width - from.width * across) / 2, (to.height - from.height * down) / 2];
  return boxes.flatMap(({ label, ...box }) => {
    const [x, y] = [Math.max(0, left + box.x * across), Math.max(0, top + box.y * down)];
    const width = Math.min(to.width, left + (box.x + box.width) * across) - x;
    const height = Math.min(to.height, top + (box.y + box.height) * down) - y;
    return width > LEAST && height > LEAST ? { label, x, y, width, height } : [];
  });
}

function scalesOf(from: PictureSize, to: PictureSize, mode: string): [number, number] {
  const scales: [number, number] = [to.width / from.width, to.height / from.height];
  if (mode === 'squash') return scales;
  const scale = mode === 'fit-short' ? Math.max(...scales) : Math.min(...scales);
  return [scale, scale];
}
