import { describe, expect, it } from 'vitest';
import { flattenSources } from './flatten-sources';

const RENAMES = { impulse: 'kws_impulse', mfcc_extract: 'kws_mfcc_extract' };

describe('flattenSources', () => {
  it('leads includes to the file beside', () => {
    const files = flattenSources(
      [
        { path: '/sdk/dsp/fft.h', text: 'int fft;\n', includes: {} },
        { path: '/blocks/mfcc/mfcc.cpp', text: '#include <math.h>\n#include "dsp/fft.h"\n', includes: { 'dsp/fft.h': '/sdk/dsp/fft.h' } },
      ],
      {},
    );
    expect(files).toEqual({ 'fft.h': 'int fft;\n', 'mfcc.cpp': '#include <math.h>\n#include "fft.h"\n' });
  });

  it('tells files of one name apart by their folders', () => {
    const files = flattenSources(
      [
        { path: '/sdk/dsp/filter.h', text: '', includes: {} },
        { path: '/own/block/filter.h', text: '', includes: {} },
        { path: '/own/block/own.cpp', text: '#include "filter.h"', includes: { 'filter.h': '/own/block/filter.h' } },
      ],
      {},
    );
    expect(files['own.cpp']).toBe('#include "block_filter.h"');
    expect(Object.keys(files)).toContain('filter.h');
  });

  it("gives symbols the impulse's own name, but not words that only contain them", () => {
    const text = 'using namespace impulse;\nimpulse::Dct x = my_mfcc_extract + mfcc_extract(impulse_plan, impulse);';
    const files = flattenSources([{ path: '/a.cpp', text, includes: {} }], RENAMES);
    expect(files['a.cpp']).toBe(
      'using namespace kws_impulse;\nkws_impulse::Dct x = my_mfcc_extract + kws_mfcc_extract(impulse_plan, impulse);',
    );
  });
});
