import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../test/temp-folder';
import { assetRoot } from '../paths';
import { openBlock } from './open-block';

const clean = join(assetRoot, 'blocks/examples/python-transform');

describe('openBlock', () => {
  it('gives a block the parameters that a manifest would give it', () => {
    expect(openBlock(clean, ['rate=8 kHz']).use.params).toEqual({ rate: 8000, cutoff: 80 });
  });

  it('knows our own blocks by their id', () => {
    expect(openBlock('mfcc').use).toMatchObject({ name: 'mfcc', folder: join(assetRoot, 'blocks/dsp/mfcc') });
  });

  it('keeps the container of a DSP block that has C++ too', () => {
    expect(openBlock(join(assetRoot, 'blocks/examples/python-dsp')).use.container).toMatchObject({ contract: 'edge-impulse' });
  });

  it('says what is wrong with a setting, without a place that nobody can look up', () => {
    const open = (setting: string) => () => openBlock(clean, [setting]);
    expect(open('rates=8 kHz')).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ code: 'IMP_KEY_UNKNOWN', span: undefined })] }));
    expect(open('rate=8')).toThrow(expect.objectContaining({ errors: [expect.objectContaining({ code: 'IMP_UNIT_MISSING' })] }));
    expect(open('rate')).toThrow(expect.objectContaining({ code: 'IMP_BLOCK_SETTING' }));
  });

  it('refuses a folder that holds no block', () => {
    expect(() => openBlock(makeFolder())).toThrow(expect.objectContaining({ code: 'IMP_BLOCK_BROKEN' }));
  });
});
