import { describe, expect, it } from 'vitest';
import { flattenSources } from '../../compiler/emit/flatten-sources';
import { readKernels } from './read-kernels';

const kernels = [
  'nn/placement.h',
  'nn/depthwise_packed_s8.h',
  'nn/requantize.h',
  'nn/arch/armv7e-m/dual_mac.h',
  'nn/arch/armv7e-m/requantize_fast.h',
];

describe('readKernels', () => {
  const files = flattenSources(readKernels(kernels), {});

  it('lets the compiler choose between the version of an instruction set and the portable one', () => {
    expect(files['dual_mac.h']).toMatch(
      /#if defined\(__ARM_FEATURE_DSP\)\n#include "armv7e-m_dual_mac.h"\n#else\n#include "portable_dual_mac.h"\n#endif/,
    );
    expect(files['armv7e-m_dual_mac.h']).toContain('asm');
    expect(files['portable_dual_mac.h']).not.toContain('asm');
  });

  it('leaves no include that leads out of the folder', () => {
    for (const [name, text] of Object.entries(files)) {
      for (const [, include] of text.matchAll(/#include "([^"]+)"/g))
        expect(Object.keys(files), `${name} includes ${include}`).toContain(include);
    }
  });

  it('takes what only the portable version of a kernel includes', () => {
    const vectors = flattenSources(readKernels(['nn/arch/armv8.1-m/add_s8.h', 'nn/placement.h']), {});
    expect(vectors['add_s8.h']).toContain('#if defined(__ARM_FEATURE_MVE)\n#include "armv8.1-m_add_s8.h"');
    expect(Object.keys(vectors)).toEqual(expect.arrayContaining(['armv8.1-m_add_s8.h', 'portable_add_s8.h', 'requantize_fast.h', 'placement.h']));
  });

  it('copies files that are the same for every instruction set as they are', () => {
    expect(Object.keys(flattenSources(readKernels(['nn/requantize.h']), {}))).toEqual(['requantize.h']);
  });
});
