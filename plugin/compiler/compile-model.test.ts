import { describe, expect, test } from 'vitest';
import { ImpulseError } from '../errors';
import packageJson from '../package.json';
import { compileModel } from './compile-model';
import { COMPILER_VERSION } from './version';

describe('compileModel', () => {
  test('names the compiler version of the package', () => {
    expect(COMPILER_VERSION).toBe(packageJson.version);
  });

  test('refuses a file that is no .tflite with one error', () => {
    expect(() => compileModel(new Uint8Array(100), { name: 'm', arch: 'portable' })).toThrow(ImpulseError);
    expect(() => compileModel(new Uint8Array(0), { name: 'm', arch: 'portable' })).toThrow(/TFL3/);
  });
});
