import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { SourceSpan } from '../errors';

/** A manifest's text and the name by which errors call it. */
export interface SourceText {
  file: string;
  text: string;
}

/** Which part of `key: value` is at fault. */
export type Part = 'key' | 'value';

/**
 * Where a value stands in the text. Aliases and merge keys are followed to where the value was written; a value that was not written
 * (a default, a missing key) gives the key of the nearest part that was.
 */
export function locate(source: SourceText & { document: Document }, path: readonly string[], part: Part = 'value'): SourceSpan {
  let node = source.document.contents as Node | null;
  let key: Node | undefined;
  for (const [depth, step] of path.entries()) {
    const found = findChild(resolveAlias(node, source.document), step, source.document);
    if (!found) return spanOf(source, key ?? node);
    if (found.key) key = found.key;
    node = found.value;
    if (depth === path.length - 1 && part === 'key') return spanOf(source, key ?? node);
  }
  const empty = isScalar(node) && node.value === null && !node.source;
  return spanOf(source, empty ? (key ?? node) : node);
}

/** The span of `length` characters from an offset, cut at the end of its line. */
export function spanAt({ file, text }: SourceText, offset: number, length: number): SourceSpan {
  const lineStart = lineStartOf(text, offset);
  const lineEnd = text.indexOf('\n', offset);
  const line = text.slice(0, lineStart).split('\n').length;
  const room = (lineEnd < 0 ? text.length : lineEnd) - offset;
  return { file, line, column: offset - lineStart + 1, length: Math.max(1, Math.min(length, room)) };
}

/** Where the line begins that this offset stands in. */
export function lineStartOf(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function spanOf(source: SourceText, node: Node | null | undefined): SourceSpan {
  const [start, end] = node?.range ?? [0, 1];
  return spanAt(source, start, end - start);
}

function findChild(node: Node | null, step: string, document: Document): { key?: Node; value: Node | null } | undefined {
  if (isSeq(node)) return node.items[Number(step)] ? { value: node.items[Number(step)] as Node } : undefined;
  if (!isMap(node)) return undefined;
  const pair = findPair(node, step, document);
  return pair && { key: pair.key as Node, value: pair.value as Node | null };
}

function findPair(map: YAMLMap, step: string, document: Document): Pair | undefined {
  const own = map.items.findLast(({ key }) => isScalar(key) && String(key.value) === step);
  if (own) return own;
  const merged = map.items
    .filter(({ key }) => isScalar(key) && key.source === '<<')
    .map(({ value }) => resolveAlias(value as Node, document));
  const maps = merged.flatMap((node) => (isSeq(node) ? node.items.map((item) => resolveAlias(item as Node, document)) : [node]));
  return maps.filter((node) => isMap(node)).flatMap((node) => findPair(node, step, document) ?? [])[0];
}

function resolveAlias(node: Node | null, document: Document): Node | null {
  return isAlias(node) ? (node.resolve(document) ?? null) : node;
}
