import type { Engine } from '../engine';
import { identifyBlockImage, provideBlockImage, readEntryPoint } from './block-image';
import { connectDocker, removeOrphans } from './connect';
import { openSession } from './open-session';
import { foreseeTools, ownImage } from './own-image';
import { submitContainer } from './run-container';

/** Steps as containers of a Docker daemon: what they see is their mounts and nothing else. */
export const docker: Engine = {
  name: 'docker',
  isolates: true,
  own: ownImage,
  foreseeTools,
  provideImage: provideBlockImage,
  identifyImage: identifyBlockImage,
  entryPoint: readEntryPoint,
  clean: async () => removeOrphans(await connectDocker()),
  submit: submitContainer,
  open: openSession,
};
