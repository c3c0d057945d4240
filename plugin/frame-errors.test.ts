import { afterEach, describe, expect, it, vi } from 'vitest';
import { ImpulseError, ImpulseErrors } from './errors';
import { frameErrors, refusalOf } from './frame-errors';

const at = (line: number, column: number, length: number) => ({ file: 'x.yaml', line, column, length });
const tab = (span?: ReturnType<typeof at>) => new ImpulseError('IMP_YAML_TAB', {}, span);
afterEach(() => void vi.unstubAllEnvs());

describe('frameErrors', () => {
  it('puts carets below what is wrong', () => {
    expect(frameErrors(tab(at(2, 3, 4)), { 'x.yaml': 'a:\n  bcde: 1\n' })).toBe(
      'x.yaml:2:3  IMP_YAML_TAB  A tab stands where YAML needs spaces.\n  2 |   bcde: 1\n    |   ^^^^\n  fix: indent with spaces, two per level',
    );
  });

  it('keeps columns right behind tabs and in files of Windows', () => {
    expect(frameErrors(tab(at(1, 3, 1)), { 'x.yaml': '\t\tb: 1\r\n' })).toContain('  1 |   b: 1\n    |   ^\n');
  });

  it('cuts a long line around the place', () => {
    const framed = frameErrors(tab(at(1, 501, 3)), { 'x.yaml': `${'a'.repeat(500)}BAD${'c'.repeat(500)}` });
    const [, line, carets] = framed.split('\n');
    expect(line.length).toBeLessThan(160);
    expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('BAD');
  });

  it('shows code, message and fix of an error without a place', () => {
    expect(frameErrors(tab())).toBe('IMP_YAML_TAB  A tab stands where YAML needs spaces.\n  fix: indent with spaces, two per level');
  });

  it('shows all of several errors', () => {
    expect(frameErrors(new ImpulseErrors([tab(), tab()])).split('\n\n')).toHaveLength(2);
  });

  it('words what the system refuses', () => {
    const refused = (code: string, message: string, more = {}) => Object.assign(new Error(`${code}: ${message}`), { code, syscall: 'write', ...more });
    expect(frameErrors(refused('ENOSPC', 'no space left on device, write'))).toMatch(/^IMP_DISK_FULL {2}There is no space left on the disk \(write\)\.\n {2}fix: /);
    expect(frameErrors(refused('EDQUOT', "disk quota exceeded, open '/x'", { path: '/x' }))).toContain("IMP_DISK_FULL  There is no space left on the disk (open '/x').");
    expect(frameErrors(refused('EROFS', "read-only file system, open '/x'", { path: '/x' }))).toContain('IMP_PATH_REFUSED  /x cannot be used: read-only file system.');
    expect(frameErrors(refused('ENOENT', "no such file or directory, mkdir '/x'", { path: '/x', syscall: 'mkdir' }))).toContain('/x cannot be used: it cannot be made (read-only file system).');
    expect(refusalOf(refused('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:1'))).toBeUndefined();
    expect(refusalOf(new TypeError('oh'))).toBeUndefined();
  });

  it('keeps the stack of a foreign error for those who debug', () => {
    expect(frameErrors(new Error('odd'))).toBe('odd');
    vi.stubEnv('NX_IMPULSE_DEBUG', '1');
    expect(frameErrors(new Error('odd'))).toMatch(/^odd\nError: odd\n +at /);
  });
});
