import { ImpulseError } from '../../errors';
import type { Box } from '../dataset';
import { type AnnotationFile, type BoxTable, stemOf } from './box-table';

/** Names of files that list the classes, one a line. */
const CLASS_FILES = ['classes', 'obj'];

/**
 * YOLO: a text file for each picture, a line for each box: class, middle and size as shares of the picture. Classes are named by the source
 * or by a `classes.txt` among the files. A picture without a file shows nothing.
 */
export function readYolo(files: readonly AnnotationFile[], named: readonly string[] | undefined): BoxTable {
  const isClasses = ({ name }: AnnotationFile): boolean => CLASS_FILES.includes(stemOf(name));
  const classes = named ?? linesOf(files.find(isClasses)?.text ?? '');
  if (classes.length === 0) {
    const problem = 'nothing names its classes: add classes.txt, or "classes" to "boxes"';
    throw new ImpulseError('IMP_BOXES_FILE', { file: files[0].name, problem });
  }
  const boxes = new Map(files.filter((file) => !isClasses(file)).map((file) => [stemOf(file.name), readLines(file, classes)]));
  return {
    find: (picture, { width, height } = { width: 1, height: 1 }) =>
      (boxes.get(stemOf(picture)) ?? []).map((box) => ({
        ...{ label: box.label, width: box.width * width, height: box.height * height },
        ...{ x: (box.x - box.width / 2) * width, y: (box.y - box.height / 2) * height },
      })),
  };
}

function linesOf(text: string): string[] {
  return text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
}

/** The middle still stands in `x` and `y`. */
function readLines({ name, text }: AnnotationFile, classes: readonly string[]): Box[] {
  return linesOf(text).map((line, index) => {
    const [place, x, y, width, height] = line.split(/\s+/).map(Number);
    const isWhole = [place, x, y, width, height].every(Number.isFinite);
    if (isWhole && place in classes) return { label: classes[place], x, y, width, height };
    const problem = isWhole ? `there is no class ${place}` : 'it is not a class and four numbers';
    throw new ImpulseError('IMP_BOXES_FILE', { file: name, problem: `line ${index + 1}: ${problem}` });
  });
}
