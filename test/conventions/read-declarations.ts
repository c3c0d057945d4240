/** A type or function that a C or C++ header offers. */
export interface Declaration {
  /** Its first line. */
  name: string;
  /** 1-based. */
  line: number;
  /** Whether a comment stands directly above it, or above the group of one-line declarations that it belongs to. */
  documented: boolean;
}

/** What begins in the first column and is none of: preprocessor, braces, namespaces, constants. Template heads belong to what follows. */
export function readDeclarations(header: string): Declaration[] {
  const lines = header.split('\n');
  const declarations: Declaration[] = [];
  lines.forEach((text, index) => {
    if (!isDeclaration(text)) return;
    const above = aboveOf(lines, index);
    const before = declarations.at(-1);
    const isGrouped = before !== undefined && before.line - 1 === above && /[;}](\s*\/[/*].*)?$/.test(before.name);
    declarations.push({ name: text, line: index + 1, documented: isComment(lines[above] ?? '') || (isGrouped && before.documented) });
  });
  return declarations;
}

function isDeclaration(line: string): boolean {
  if (!/^[A-Za-z_]/.test(line) || /^(namespace|extern "C"|template)\b/.test(line)) return false;
  return /^(typedef|struct|class|enum|union)\b/.test(line) || /\w\(/.test(line.replace(/__attribute__\(\(.*?\)\)/, ''));
}

/** The line above a declaration, the heads of its templates and its attributes. */
function aboveOf(lines: readonly string[], index: number): number {
  let above = index - 1;
  while (/^(template\b|\s+typename |\s+class |__attribute__|#if defined|#endif)/.test(lines[above] ?? '')) above--;
  return above;
}

function isComment(line: string): boolean {
  return /^\/\/|\*\/\s*$/.test(line.trim());
}
