import type { Box } from '../dataset';

/** In pixels. */
export interface PictureSize {
  width: number;
  height: number;
}

/** Boxes of many pictures, by the name of the picture's file. */
export interface BoxTable {
  /**
   * Undefined where nothing is said of the picture; no box where it shows nothing. In pixels where the size of the picture is known, else
   * as they are written.
   * @throws IMP_BOX_INVALID
   */
  find(file: string, size?: PictureSize): Box[] | undefined;
}

/** A file of annotations: its name for messages, and its text. */
export interface AnnotationFile {
  name: string;
  text: string;
}

/** File name without folders and ending: annotations and pictures of one name belong together. */
export function stemOf(file: string): string {
  return (file.split('/').at(-1) as string).replace(/\.[^.]+$/, '');
}
