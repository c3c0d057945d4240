import type Docker from 'dockerode';
import { findRegistryLogin } from './registry-login';

interface PullEvent {
  id?: string;
  status?: string;
  progress?: string;
}

/** Pulls an image with the login that `docker login` left; refuses to look for one that only ever exists where it was built. */
export async function pullImage(docker: Docker, image: string, onProgress: (message: string) => void): Promise<void> {
  if (image.startsWith('nx-impulse/')) throw new Error('it was removed');
  onProgress(`pulling ${image}`);
  const login = findRegistryLogin(image);
  const stream: NodeJS.ReadableStream = await docker.pull(image, login ? { authconfig: login } : {});
  await new Promise<void>((resolve, reject) => {
    docker.modem.followProgress(
      stream,
      (error) => (error ? reject(error) : resolve()),
      ({ id, status, progress }: PullEvent) => onProgress([id, status, progress].filter(Boolean).join(' ')),
    );
  });
}
