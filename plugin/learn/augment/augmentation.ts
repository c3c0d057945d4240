/** `augment` of a learn block, resolved. */
export interface Augmentation {
  copies: number;
  noise: 'none' | 'low' | 'high';
  /** ms, either way. */
  shift: number;
  /** dB, either way. */
  gain: number;
  /** Share, either way. */
  speed: number;
  microphone: 'none' | 'low' | 'high';
  /** Share, either way. */
  stretch: number;
  maskFrames: number;
  maskBands: number;
  /** Largest share of another window. */
  mixup: number;
}

/** True where recordings themselves are altered, so that their features have to be extracted anew. Light: planning asks it. */
export function altersRecordings(augmentation: Partial<Augmentation> | undefined): boolean {
  if (!augmentation) return false;
  const { noise = 'none', shift = 0, gain = 0, speed = 0, microphone = 'none' } = augmentation;
  return noise !== 'none' || shift > 0 || gain > 0 || speed > 0 || microphone !== 'none';
}
