import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../test/conformance/random-drafts';
import { drawStream } from '../../test/conformance/random-streams';
import { ImpulseError } from '../errors';
import packageJson from '../package.json';
import { compileModel } from './compile-model';
import { writeFlatbuffer } from './tflite/write-flatbuffer';
import { COMPILER_VERSION } from './version';

describe('compileModel', () => {
  test('names the compiler version of the package', () => {
    expect(COMPILER_VERSION).toBe(packageJson.version);
  });

  test('refuses a file that is no .tflite with one error', () => {
    expect(() => compileModel(new Uint8Array(100), { name: 'm', arch: 'portable' })).toThrow(ImpulseError);
    expect(() => compileModel(new Uint8Array(0), { name: 'm', arch: 'portable' })).toThrow(/TFL3/);
  });
  test('counts the constants that stand in the text, once where parts of an operator share them', () => {
    const bytesOf = (text: string): number => {
      const tables = [...text.matchAll(/IMPULSE_CONST const (\w+) \w+\[(\d+)\]/g)];
      return tables.reduce((sum, [, type, count]) => sum + Number(count) * (type === 'float' ? 4 : Number(/\d+/.exec(type)![0]) / 8), 0);
    };
    for (const seed of [5, 8, 13, 21]) {
      const { graph, hop, axis } = drawStream(seededRandom(seed), 'int8');
      const options = { name: 'm', arch: 'armv7e-m' as const, streaming: { hop, axis } };
      const { files, constantBytes, slide } = compileModel(writeFlatbuffer(graph, 'test'), options);
      expect(constantBytes).toBe(bytesOf(files['m_model.cpp']));
      expect(slide!.constantBytes, `hop, seed ${seed}`).toBe(bytesOf(slide!.files['m_slide_model.cpp']));
    }
  });
});
