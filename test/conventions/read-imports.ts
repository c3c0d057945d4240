import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as ts from 'typescript';
import { readRepositoryFile, repositoryRoot } from './source-files';

/** One import that exists at run time; `import type` leaves nothing behind and is free. */
export interface RuntimeImport {
  from: string;
  /** File relative to the repository, or the name of a package or Node module. */
  to: string;
  /** `import()` and `require()`: loaded when reached, not when the file is. */
  lazy: boolean;
}

/** Runtime imports of one TypeScript file. */
export function readImports(file: string): RuntimeImport[] {
  const source = ts.createSourceFile(file, readRepositoryFile(file), ts.ScriptTarget.ES2022, true);
  const imports: RuntimeImport[] = [];
  const add = (specifier: ts.Node | undefined, lazy: boolean) => {
    if (specifier && ts.isStringLiteralLike(specifier)) imports.push({ from: file, to: resolveImport(file, specifier.text), lazy });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && !isTypeOnly(node.importClause)) add(node.moduleSpecifier, false);
    if (ts.isExportDeclaration(node) && !node.isTypeOnly) add(node.moduleSpecifier, false);
    if (ts.isImportEqualsDeclaration(node) && !node.isTypeOnly && ts.isExternalModuleReference(node.moduleReference)) {
      add(node.moduleReference.expression, false);
    }
    if (ts.isCallExpression(node) && isLoader(node.expression)) add(node.arguments[0], true);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return imports;
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false;
  if (clause.isTypeOnly) return true;
  const named = clause.namedBindings;
  return !clause.name && named !== undefined && ts.isNamedImports(named) && named.elements.length > 0 && named.elements.every((one) => one.isTypeOnly);
}

function isLoader(callee: ts.Expression): boolean {
  return callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require');
}

function resolveImport(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  const base = join(dirname(file), specifier).replace(/\.js$/, '');
  const found = [`${base}.ts`, `${base}/index.ts`, base].find((candidate) => existsSync(join(repositoryRoot, candidate)));
  return found ?? base;
}
