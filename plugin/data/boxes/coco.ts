import { parseJson } from '../../../schemas/parse-json';
import { ImpulseError } from '../../errors';
import type { Box } from '../dataset';
import type { AnnotationFile, BoxTable } from './box-table';

/** A map of a document of which nothing is known yet. */
type Unchecked = Record<string, unknown>;

/**
 * COCO's object detection format (`images`, `annotations`, `categories`), or Edge Impulse's `bounding_boxes.labels` (`boundingBoxes`): JSON
 * that lists the boxes of all pictures.
 */
export function readCoco(files: readonly AnnotationFile[]): BoxTable {
  const boxes = new Map(files.flatMap((file) => [...readDocument(file)]));
  return { find: (picture) => boxes.get(picture) ?? boxes.get(lastPart(picture)) };
}

function readDocument({ name, text }: AnnotationFile): Map<string, Box[]> {
  const { images, annotations, categories, boundingBoxes } = parse(name, text);
  if (isMap(boundingBoxes)) return readByPicture(name, boundingBoxes);
  if (!isListOfMaps(images) || !isListOfMaps(annotations) || !isListOfMaps(categories)) {
    throw broken(name, 'it has no "images", "annotations" and "categories" that are lists of maps');
  }
  const labels = new Map(categories.map((category) => [category.id, category.name]));
  const boxes = new Map(images.map(({ id }): [unknown, Box[]] => [id, []]));
  annotations.forEach(({ image_id: image, category_id: category, bbox }, at) => {
    const [x, y, width, height] = Array.isArray(bbox) ? bbox : [];
    const box = checked(name, { label: labels.get(category), x, y, width, height }, at);
    if (image === undefined) throw broken(name, `its annotation ${at} has no "image_id"`);
    const list = boxes.get(image);
    if (!list) throw broken(name, `its annotation ${at} is of the image ${show(image)}, which it does not list`);
    list.push(box);
  });
  return new Map(images.flatMap(({ id, file_name: file }, at): [string, Box[]][] => {
    if (typeof file !== 'string') throw broken(name, `its image ${at} has no "file_name"`);
    return [[file, boxes.get(id)!], [lastPart(file), boxes.get(id)!]];
  }));
}

/** Edge Impulse's own form: `{ file: boxes }`. */
function readByPicture(name: string, pictures: Unchecked): Map<string, Box[]> {
  return new Map(Object.entries(pictures).map(([file, list]): [string, Box[]] => {
    if (!isListOfMaps(list)) throw broken(name, `what it says of ${file} is no list of boxes`);
    return [file, list.map((box, at) => checked(name, box, at))];
  }));
}

function parse(file: string, text: string): Unchecked {
  try {
    const document = parseJson(text);
    return isMap(document) ? document : {};
  } catch (error) {
    throw broken(file, `it is no valid JSON (${(error as Error).message})`);
  }
}

function checked(file: string, { label, x, y, width, height }: Unchecked, at: number): Box {
  const numbers = [x, y, width, height];
  if (typeof label !== 'string' || !numbers.every((one): one is number => Number.isFinite(one))) {
    throw broken(file, `its box ${at} lacks a label or one of its four numbers`);
  }
  return { label, x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3] };
}

function lastPart(path: string): string {
  return path.split('/').at(-1)!;
}

function show(value: unknown): string {
  return String(JSON.stringify(value)).slice(0, 40);
}

function isMap(value: unknown): value is Unchecked {
  return typeof value === 'object' && value !== null;
}

function isListOfMaps(value: unknown): value is Unchecked[] {
  return Array.isArray(value) && value.every(isMap);
}

function broken(file: string, problem: string): ImpulseError {
  return new ImpulseError('IMP_BOXES_FILE', { file, problem });
}
