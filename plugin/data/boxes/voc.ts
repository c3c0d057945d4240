import { ImpulseError } from '../../errors';
import type { Box } from '../dataset';
import { type AnnotationFile, type BoxTable, stemOf } from './box-table';

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** Pascal VOC: an XML file for each picture, with `<object>`s of a name and the corners of a box. */
export function readVoc(files: readonly AnnotationFile[]): BoxTable {
  const boxes = new Map(files.map((file) => [stemOf(file.name), readObjects(file)]));
  return { find: (picture) => boxes.get(stemOf(picture)) };
}

function readObjects({ name, text }: AnnotationFile): Box[] {
  if (!/<annotation[\s>]/.test(text)) throw new ImpulseError('IMP_BOXES_FILE', { file: name, problem: 'it has no <annotation>' });
  return [...elements(text, 'object')].map((object, index) => {
    const label = element(object, 'name');
    const [left, top, right, bottom] = ['xmin', 'ymin', 'xmax', 'ymax'].map((corner) => Number(element(object, corner) || NaN));
    const box = { label, x: left, y: top, width: right - left, height: bottom - top };
    if (label && [left, top, right, bottom].every(Number.isFinite)) return box;
    throw new ImpulseError('IMP_BOXES_FILE', { file: name, problem: `its object ${index + 1} lacks a name or a corner` });
  });
}

/** Text of the first element of this name: that of the object stands before those of its parts. */
function element(xml: string, name: string): string {
  const [text = ''] = elements(xml, name);
  return text.trim().replace(/&(\w+);/g, (whole, entity: string) => (Object.hasOwn(ENTITIES, entity) ? ENTITIES[entity] : whole));
}

/** Texts of the elements of this name. One that is never closed ends the search: each byte is looked at once, however many are opened. */
function* elements(xml: string, name: string): Generator<string> {
  const [opening, closing] = [`<${name}>`, `</${name}>`];
  for (let from = xml.indexOf(opening); from >= 0; ) {
    const end = xml.indexOf(closing, from);
    if (end < 0) return;
    yield xml.slice(from + opening.length, end);
    from = xml.indexOf(opening, end);
  }
}
