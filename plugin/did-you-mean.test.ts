import { describe, expect, it } from 'vitest';
import { didYouMean, nearestWord } from './did-you-mean';

const known = ['raw', 'mfe', 'mfcc', 'spectral-analysis', 'spectrogram'];

describe('nearestWord', () => {
  it.each([
    ['mfc', 'mfcc'],
    ['MFCC', 'mfcc'],
    ['mfa', 'mfe'],
    ['mcfc', 'mfcc'],
    ['spectral', 'spectral-analysis'],
    ['spectrogramm', 'spectrogram'],
    ['rwa', 'raw'],
  ])('takes %s for %s', (word, meant) => {
    expect(nearestWord(word, known)).toBe(meant);
  });

  it.each(['wavelet', 'x', ''])('does not guess at %j', (word) => {
    expect(nearestWord(word, known)).toBeUndefined();
  });
});

describe('didYouMean', () => {
  it('lists the known words with and without a guess', () => {
    expect(didYouMean('rwa', ['raw'])).toBe('did you mean "raw"? Known: raw');
    expect(didYouMean('wavelet', ['raw'])).toBe('Known: raw');
    expect(didYouMean('wavelet', [])).toBe('Known: none');
  });
});
