/** The shell command that prints what `findVersion` reads, and nothing where the program is missing; it never fails. */
export function versionCommand(program: string): string {
  return `${program} --version 2>/dev/null || true`;
}
