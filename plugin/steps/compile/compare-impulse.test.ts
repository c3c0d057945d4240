import { describe, expect, it } from 'vitest';
import { FAMILIES, seededRandom } from '../../../test/conformance/random-models';
import { makeFolder } from '../../../test/temp-folder';
import { GOALS } from '../../compiler/cost/goals';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import { compareImpulse } from './compare-impulse';

const family = FAMILIES.find(({ name }) => name.includes('by rows'))!;
const [first, second] = [1, 2].map((seed) => makeFolder({ 'model.int8.tflite': Buffer.from(writeFlatbuffer(family.draw(seededRandom(seed)), 'rows')) }));

describe('compareImpulse', () => {
  it('adds the cycles and the flash of several models, and takes the larger of their arenas', () => {
    const compare = (inputs: Record<string, string>) => compareImpulse({ dataset: '/none', ...inputs }, { arch: 'armv7e-m' });
    const [a, b] = [compare({ 'quantize:a': first }), compare({ 'quantize:b': second })];
    const both = compare({ 'quantize:a': first, 'quantize:b': second });
    expect(both.map(({ goal }) => goal)).toEqual([...GOALS]);
    both.forEach(({ cycles, flashBytes, arenaBytes }, at) => {
      expect(cycles).toBe(a[at].cycles + b[at].cycles);
      expect(flashBytes).toBe(a[at].flashBytes + b[at].flashBytes);
      expect(arenaBytes).toBe(Math.max(a[at].arenaBytes, b[at].arenaBytes));
    });
  });

  it('has nothing to say of plans without a model, and of cores whose kernels nobody counted', () => {
    expect(compareImpulse({ 'quantize:a': makeFolder() }, { arch: 'armv7e-m' })).toEqual([]);
    expect(compareImpulse({ 'quantize:a': first }, { arch: 'x86-64' })).toEqual([]);
  });
});
