import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { ImpulseError } from '../../errors';
import { checkPointer } from '../check-pointer';
import type { Box } from '../dataset';
import { findFiles } from '../find-files';
import type { AnnotationFile, BoxTable, PictureSize } from './box-table';
import { readCoco } from './coco';
import { readVoc } from './voc';
import { readYolo } from './yolo';

/** Where the boxes of a source stand. */
export interface BoxSource {
  /** Glob of files, relative to the impulse's folder. */
  path: string;
  /** Of YOLO files: names of the classes, from 0. */
  classes?: readonly string[];
}

/**
 * Reads the boxes of all pictures: one XML file a picture (Pascal VOC), one text file a picture (YOLO), or JSON for all (COCO, Edge
 * Impulse's `bounding_boxes.labels`). The ending of the files tells which.
 *
 * @throws ImpulseError IMP_BOXES_FILE, IMP_FILE_POINTER
 */
export function readBoxes(root: string, { path, classes }: BoxSource): BoxTable {
  const found = findFiles(root, path);
  if (found.length === 0) throw new ImpulseError('IMP_BOXES_FILE', { file: path, problem: 'no file matches it' });
  const files = found.map(({ name, absolute }): AnnotationFile => {
    const bytes = readFileSync(absolute);
    checkPointer(name, bytes);
    return { name, text: bytes.toString('utf8') };
  });
  const table = readFiles(files, classes);
  return { find: (file, size) => table.find(file, size)?.map((box) => (size ? insideOf(file, box, size) : box)) };
}

function readFiles(files: readonly AnnotationFile[], classes: readonly string[] | undefined): BoxTable {
  const ending = extname(files[0].name).toLowerCase();
  if (ending === '.xml') return readVoc(files);
  return ending === '.txt' ? readYolo(files, classes) : readCoco(files);
}

/** Cut at the edges of the picture: annotators draw beyond them by a pixel or two. */
function insideOf(file: string, { label, ...box }: Box, size: PictureSize): Box {
  const [x, y] = [Math.max(0, box.x), Math.max(0, box.y)];
  const [width, height] = [Math.min(size.width, box.x + box.width) - x, Math.min(size.height, box.y + box.height) - y];
  if (width > 0 && height > 0) return { label, x, y, width, height };
  const problem = `it covers nothing of ${size.width} x ${size.height} pixels`;
  throw new ImpulseError('IMP_BOX_INVALID', { file, label, box: [box.x, box.y, box.width, box.height].join(', '), problem });
}
