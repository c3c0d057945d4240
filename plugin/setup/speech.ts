import { findVersion } from './find-version';
import { installPackages } from './install-packages';
import type { Setup } from './setup';

/** The voices of the synthetic speech block. */
export const speech: Setup = {
  name: 'speech',
  summary: 'espeak-ng, which speaks the recordings of the synthetic speech block',
  find: async () => findVersion('espeak-ng'),
  install: (say) => installPackages('Synthetic speech', ['espeak-ng'], say),
};
