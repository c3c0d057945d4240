import { ImpulseError } from '../../errors';
import type { Box } from '../dataset';
import type { AnnotationFile, BoxTable } from './box-table';

/** What is read of COCO's object detection format. */
interface CocoDocument {
  images?: { id: number; file_name: string }[];
  annotations?: { image_id: number; category_id: number; bbox?: number[] }[];
  categories?: { id: number; name: string }[];
  /** In the place of all of these: Edge Impulse's own form, `{ file: boxes }`. */
  boundingBoxes?: Record<string, Box[]>;
}

/** COCO, or Edge Impulse's `bounding_boxes.labels`: JSON that lists the boxes of all pictures. */
export function readCoco(files: readonly AnnotationFile[]): BoxTable {
  const boxes = new Map(files.flatMap((file) => [...readDocument(file)]));
  return { find: (picture) => boxes.get(picture) ?? boxes.get(picture.split('/').at(-1) as string) };
}

function readDocument({ name, text }: AnnotationFile): Map<string, Box[]> {
  const { images, annotations, categories, boundingBoxes } = parse(name, text);
  if (boundingBoxes) {
    return new Map(Object.entries(boundingBoxes).map(([file, list]) => [file, list.map((box, at) => checked(name, box, at))]));
  }
  if (!images || !annotations || !categories) throw broken(name, 'it has no "images", "annotations" and "categories"');
  const labels = new Map(categories.map((category) => [category.id, category.name]));
  const boxes = new Map<number, Box[]>(images.map(({ id }) => [id, []]));
  annotations.forEach(({ image_id: image, category_id: category, bbox = [] }, at) => {
    const [x, y, width, height] = bbox;
    const box = checked(name, { label: labels.get(category) as string, x, y, width, height }, at);
    const list = boxes.get(image);
    if (!list) throw broken(name, `its annotation ${at} is of the image ${image}, which it does not list`);
    list.push(box);
  });
  return new Map(images.flatMap(({ id, file_name: file }) => [[file, boxes.get(id)!], [file.split('/').at(-1)!, boxes.get(id)!]]));
}

function parse(file: string, text: string): CocoDocument {
  try {
    return (JSON.parse(text) ?? {}) as CocoDocument;
  } catch (error) {
    throw broken(file, `it is no valid JSON (${(error as Error).message})`);
  }
}

function checked(file: string, { label, x, y, width, height }: Box, at: number): Box {
  if (typeof label === 'string' && [x, y, width, height].every(Number.isFinite)) return { label, x, y, width, height };
  throw broken(file, `its box ${at} lacks a label or one of its four numbers`);
}

function broken(file: string, problem: string): ImpulseError {
  return new ImpulseError('IMP_BOXES_FILE', { file, problem });
}
