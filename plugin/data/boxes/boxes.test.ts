import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../../test/temp-folder';
import { moveBoxes } from './move-boxes';
import { readBoxes } from './read-boxes';

const SIZE = { width: 100, height: 50 };
const CUP = { label: 'cup', x: 10, y: 5, width: 20, height: 10 };

const voc = (objects: string) => `<annotation><filename>other.jpg</filename><size><width>100</width></size>${objects}</annotation>`;
const object = (corners: string, name = 'cup') =>
  `<object>\n<name>${name}</name><pose>Left</pose><bndbox>${corners}</bndbox><part><name>handle</name></part></object>`;
const corners = (...values: number[]) => ['xmin', 'ymin', 'xmax', 'ymax'].map((name, i) => `<${name}>${values[i]}</${name}>`).join('');

const coco = (over = {}) =>
  JSON.stringify({
    images: [{ id: 7, file_name: 'train/a.jpg' }, { id: 8, file_name: 'train/b.jpg' }],
    categories: [{ id: 3, name: 'cup' }],
    annotations: [{ image_id: 7, category_id: 3, bbox: [10, 5, 20, 10] }],
    ...over,
  });

const find = (files: Record<string, string>, path: string, classes?: string[], picture = 'data/a.jpg') =>
  readBoxes(makeFolder(files), { path, ...(classes ? { classes } : {}) }).find(picture, SIZE);

describe('readBoxes', () => {
  it.each<[string, Record<string, string>, string, string[]?]>([
    ['Pascal VOC', { 'xml/a.xml': voc(object(corners(10, 5, 30, 15))) }, 'xml/*.xml'],
    ['COCO', { 'all.json': coco() }, 'all.json'],
    ["Edge Impulse's boxes", { 'bounding_boxes.labels': JSON.stringify({ version: 1, type: 'bounding-box-labels', boundingBoxes: { 'a.jpg': [CUP] } }) }, '*.labels'],
    ['YOLO with a file of classes', { 'l/a.txt': '1 0.2 0.2 0.2 0.2\n', 'l/classes.txt': 'spoon\ncup\n' }, 'l/*.txt'],
    ['YOLO with classes of the manifest', { 'l/a.txt': '0 0.2 0.2 0.2 0.2' }, 'l/*.txt', ['cup']],
  ])('reads %s', (_, files, path, classes) => {
    const [{ label, ...box }] = find(files, path, classes)!;
    expect(label).toBe('cup');
    for (const [key, value] of Object.entries(box)) expect(value).toBeCloseTo(CUP[key as 'x'], 9);
  });

  it('knows pictures that show nothing, and those of which nothing is said', () => {
    expect(find({ 'a.json': coco() }, 'a.json', undefined, 'x/b.jpg')).toEqual([]);
    expect(find({ 'a.json': coco() }, 'a.json', undefined, 'x/c.jpg')).toBeUndefined();
    expect(find({ 'a.xml': voc('') }, '*.xml')).toEqual([]);
    expect(find({ 'b.xml': voc('') }, '*.xml')).toBeUndefined();
    expect(find({ 'b.txt': '' }, '*.txt', ['cup'])).toEqual([]);
  });

  it('reads names with entities, and cuts boxes at the edges of the picture', () => {
    const [box] = find({ 'a.xml': voc(object(corners(-2, 40, 30, 52), 'cup &amp; tea')) }, '*.xml')!;
    expect(box).toEqual({ label: 'cup & tea', x: 0, y: 40, width: 30, height: 10 });
  });

  it('takes no entity for one that XML does not have', () => {
    expect(find({ 'a.xml': voc(object(corners(10, 5, 30, 15), '&constructor;')) }, '*.xml')).toMatchObject([{ label: '&constructor;' }]);
  });

  it('looks at each byte of a file once, also where nothing is closed', () => {
    const opened = '<object>'.repeat(300_000) + '<name>'.repeat(300_000);
    expect(find({ 'a.xml': voc(object(corners(10, 5, 30, 15)) + opened) }, '*.xml')).toHaveLength(1);
  });

  it.each<[string, Record<string, string>, string, string]>([
    ['no file', {}, '*.xml', 'no file matches it'],
    ['other XML', { 'a.xml': '<svg/>' }, '*.xml', 'no <annotation>'],
    ['a box without a corner', { 'a.xml': voc(object('<xmin>1</xmin>')) }, '*.xml', 'object 1 lacks'],
    ['no JSON', { 'a.json': '{' }, '*.json', 'no valid JSON'],
    ['other JSON', { 'a.json': '{}' }, '*.json', 'no "images"'],
    ['a class that is not there', { 'a.json': coco({ categories: [] }) }, '*.json', 'box 0 lacks a label'],
    ['a picture that is not there', { 'a.json': coco({ images: [] }) }, '*.json', 'annotation 0 is of the image 7'],
    ['a box of no picture', { 'a.json': coco({ annotations: [{ category_id: 3, bbox: [1, 2, 3, 4] }] }) }, '*.json', 'annotation 0 has no "image_id"'],
    ['lists that are none', { 'a.json': coco({ images: {}, categories: 5 }) }, '*.json', 'that are lists of maps'],
    ['annotations of nothing', { 'a.json': coco({ annotations: [null] }) }, '*.json', 'that are lists of maps'],
    ['numbers that are none', { 'a.json': coco({ annotations: [{ image_id: 7, category_id: 3, bbox: { length: 4 } }] }) }, '*.json', 'box 0 lacks'],
    ['a picture without a name', { 'a.json': coco({ images: [{ id: 7 }] }) }, '*.json', 'its image 0 has no "file_name"'],
    ['boxes that are no list', { 'a.labels': JSON.stringify({ boundingBoxes: { 'a.jpg': 5 } }) }, '*.labels', 'a.jpg is no list'],
    ['a box that is none', { 'a.labels': JSON.stringify({ boundingBoxes: { 'a.jpg': [null] } }) }, '*.labels', 'a.jpg is no list'],
    ['YOLO without classes', { 'a.txt': '0 0 0 0 0' }, '*.txt', 'nothing names its classes'],
    ['a class beyond the last', { 'a.txt': '2 0 0 0 0', 'classes.txt': 'cup' }, '*.txt', 'line 1: there is no class 2'],
    ['a line that is cut', { 'a.txt': '0 0.5 0.5', 'classes.txt': 'cup' }, '*.txt', 'line 1: it is not a class'],
  ])('refuses %s', (_, files, path, problem) => {
    const read = () => find(files, path);
    expect(read).toThrow(expect.objectContaining({ code: 'IMP_BOXES_FILE' }));
    expect(read).toThrow(problem);
  });

  it.each([corners(200, 5, 210, 15), corners(10, 5, 10, 15), corners(30, 15, 10, 5)])('refuses a box of nothing: %s', (text) => {
    expect(() => find({ 'a.xml': voc(object(text)) }, '*.xml')).toThrow(expect.objectContaining({ code: 'IMP_BOX_INVALID' }));
  });
});

describe('moveBoxes', () => {
  const move = (mode: 'squash' | 'fit-short' | 'fit-long', box = CUP) => moveBoxes([box], SIZE, { width: 50, height: 50 }, mode)[0];

  it('moves boxes as the picture is resized', () => {
    expect(move('squash')).toEqual({ label: 'cup', x: 5, y: 5, width: 10, height: 10 });
    expect(move('fit-long')).toEqual({ label: 'cup', x: 5, y: 15, width: 10, height: 5 });
    expect(move('fit-short')).toEqual({ label: 'cup', x: 0, y: 5, width: 5, height: 10 });
    expect(move('fit-short', { ...CUP, x: 80 })).toBeUndefined();
  });
});
