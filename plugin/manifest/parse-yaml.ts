import {
  type Document, isAlias, isMap, isScalar, Lexer, type Pair, parseDocument, Parser, visit, type YAMLError, type YAMLWarning,
} from 'yaml';
import { DEEPEST } from '../../schemas/parse-json';
import { type ErrorCode, type ErrorDetails, ImpulseError } from '../errors';
import { lineStartOf, type SourceText, spanAt } from './locate';

/** The document, its collections, and a scalar in the last of them. */
const DEEPEST_STACK = DEEPEST + 2;

/** A YAML text that was read: the plain value, and the tree that knows where each part of it stands. */
export interface YamlSource extends SourceText {
  document: Document;
  /** Undefined where the text is too broken to have one. */
  value: Record<string, unknown> | undefined;
}

/** Reads one YAML document and returns every error of the text itself. Duplicate keys leave a usable `value` (the last one wins). */
export function parseYaml(text: string, file: string): { source: YamlSource; errors: ImpulseError[] } {
  const tooDeep = findTooDeep(text);
  if (tooDeep !== undefined) return refuseDeep(text, file, tooDeep);
  const document = parse(text);
  const source: YamlSource = { file, text, document, value: undefined };
  const errors = withoutEchoes([
    ...[...document.errors, ...document.warnings].map((error) => toImpulseError(error, source)),
    ...findBrokenAliases(source),
  ]);
  if (errors.every(({ code }) => code === 'IMP_YAML_KEY_DUPLICATE')) errors.push(...readValue(source));
  return { source, errors };
}

function parse(text: string): Document {
  return parseDocument(text, { merge: true, prettyErrors: false, uniqueKeys: true, logLevel: 'error' });
}

/** Where a text becomes deeper than what is walked through safely: the parser of tokens keeps its place on a list, not on the stack. */
function findTooDeep(text: string): number | undefined {
  const parser = new Parser();
  let offset = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > DEEPEST_STACK) return Math.min(offset, text.length);
    // Marks of documents, of flow and of scalars stand for no character of the text.
    if (!'\u0002\u0018\u001f'.includes(lexeme)) offset += lexeme.length;
  }
  return undefined;
}

function refuseDeep(text: string, file: string, offset: number): { source: YamlSource; errors: ImpulseError[] } {
  const source: YamlSource = { file, text, document: parse(''), value: undefined };
  const problem = `The text is nested deeper than ${DEEPEST} levels here`;
  return { source, errors: [new ImpulseError('IMP_YAML_SYNTAX', { problem }, spanAt(source, offset, 1))] };
}

function readValue(source: YamlSource): ImpulseError[] {
  try {
    const value: unknown = source.document.toJS({ maxAliasCount: 1000 });
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [new ImpulseError('IMP_MANIFEST_EMPTY', {}, spanAt(source, 0, 1))];
    }
    // A JSON round trip cuts the sharing that aliases leave: each place gets its own units and defaults.
    source.value = JSON.parse(JSON.stringify(value));
    return [];
  } catch (error) {
    return [new ImpulseError('IMP_YAML_ALIAS_EXPLOSION', { problem: (error as Error).message }, spanAt(source, 0, 1))];
  }
}

function findBrokenAliases(source: YamlSource): ImpulseError[] {
  const errors: ImpulseError[] = [];
  visit(source.document, {
    Alias(_, node) {
      const anchored = node.resolve(source.document);
      const [start, end] = node.range!;
      if (anchored?.range && start > anchored.range[0] && end <= anchored.range[1]) {
        const problem = `*${node.source} stands inside of &${node.source}`;
        errors.push(new ImpulseError('IMP_YAML_ALIAS_EXPLOSION', { problem }, spanAt(source, start, end - start)));
      }
      if (anchored) return;
      const value = `*${node.source}`;
      const isGlob = /[*/.]/.test(node.source);
      const code = isGlob ? 'IMP_YAML_TEXT_UNQUOTED' : 'IMP_YAML_ALIAS_UNKNOWN';
      errors.push(new ImpulseError(code, { name: node.source, value }, spanAt(source, start, value.length)));
    },
    Pair(_, pair) {
      const key = pair.key;
      if (!isScalar(key) || key.source !== '<<' || isMergeable(pair, source.document)) return;
      errors.push(new ImpulseError('IMP_YAML_MERGE', {}, spanAt(source, key.range![0], 2)));
    },
  });
  return errors;
}

function isMergeable({ value }: Pair, document: Document): boolean {
  const target = isAlias(value) ? value.resolve(document) : value;
  if (isAlias(value) && !target) return true; // reported as an unknown alias
  const items = target && typeof target === 'object' && 'items' in target && !isMap(target) ? (target.items as unknown[]) : [target];
  return items.every((item) => isMap(isAlias(item) ? item.resolve(document) : item));
}

/** After a syntax error the parser guesses on; what it reports later in its own words is mostly an echo. */
function withoutEchoes(errors: ImpulseError[]): ImpulseError[] {
  const derails = errors.findIndex(({ code }) => code !== 'IMP_YAML_KEY_DUPLICATE');
  return errors.filter((error, index) => {
    const sameLine = errors.findIndex(({ span }) => span?.line === error.span?.line) < index;
    return !sameLine && (index <= derails || derails < 0 || error.code !== 'IMP_YAML_SYNTAX');
  });
}

function toImpulseError(error: YAMLError | YAMLWarning, source: YamlSource): ImpulseError {
  const [offset, end] = error.pos;
  const lineStart = lineStartOf(source.text, offset);
  const line = source.text.slice(lineStart).split('\n', 1)[0];
  const unquoted = findUnquoted(line);
  if (unquoted && error.code !== 'DUPLICATE_KEY') {
    return new ImpulseError(unquoted.code, { value: unquoted.value }, spanAt(source, lineStart + unquoted.at, unquoted.value.length));
  }
  const opening = error.code === 'MISSING_CHAR' ? findOpenQuote(source.document, offset) : undefined;
  if (opening !== undefined)
    return new ImpulseError('IMP_YAML_SYNTAX', { problem: 'This quote is never closed' }, spanAt(source, opening, 1));
  const [code, details] = classify(error, line, line.slice(offset - lineStart));
  return new ImpulseError(code, details, spanAt(source, offset, String(details.key ?? ' '.repeat(end - offset)).length));
}

/** Where the quoted text begins that goes on to `end`. */
function findOpenQuote(document: Document, end: number): number | undefined {
  let start: number | undefined;
  visit(document, {
    Scalar(_, { type, range }) {
      if (type?.startsWith('QUOTE') && range && range[0] < end && range[1] >= end) start = range[0];
    },
  });
  return start;
}

/** Values that need quotes in YAML: `>` begins a folded text, `{` a map, and `%` and `@` are reserved. */
function findUnquoted(line: string): { code: ErrorCode; value: string; at: number } | undefined {
  const match = /(?<=:\s+)(>=?\s*[\d.][^,}#\n]*|\{\w+\}[^,#\n]*|[@`%][^,}#\n]*)/d.exec(line);
  if (!match) return undefined;
  const value = match[0].trimEnd();
  return { code: value.startsWith('>') ? 'IMP_YAML_COMPARISON_UNQUOTED' : 'IMP_YAML_TEXT_UNQUOTED', value, at: match.index };
}

function classify(error: YAMLError | YAMLWarning, line: string, rest: string): [ErrorCode, ErrorDetails] {
  if (error.code === 'DUPLICATE_KEY') return ['IMP_YAML_KEY_DUPLICATE', { key: rest.split(':')[0].trim() }];
  if (error.code === 'TAB_AS_INDENT' || /^ *\t/.test(line)) return ['IMP_YAML_TAB', {}];
  if (error.code === 'MULTIPLE_DOCS') return ['IMP_YAML_DOCUMENTS', {}];
  const [, bracket] = /^Flow \w+ in block collection must be .* end with a (.)/.exec(error.message) ?? [];
  if (bracket) return ['IMP_YAML_SYNTAX', { problem: `A bracket that was opened before this place needs its ${bracket}` }];
  return ['IMP_YAML_SYNTAX', { problem: error.message.replace(/;.*/s, '') }];
}
