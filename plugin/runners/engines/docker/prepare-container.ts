import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import type { Container, ContainerCreateOptions } from 'dockerode';
import type { StepEnd, StepSpec } from '../engine';
import type { LineQueue } from '../line-queue';
import { carryIn, carryOut } from './carry-files';
import { companyNetwork } from './company-network';
import { connectDocker, ignoreGone, isRemoteDaemon } from './connect';
import { containerOptions } from './container-options';
import { containerUser, lendMounts } from './container-user';
import { connectTo, findAddress } from './open-port';
import { pullImage } from './pull-image';
import { type Failure, reasonOf } from './start-failure';

/** A container that has not started yet, with its files in place. */
export interface PreparedContainer {
  container: Container;
  /** `host:port` where this machine reaches a port of it, once it has started. */
  address(port: number): Promise<string>;
  /** Brings what it wrote to this machine, where it does not lie here already. */
  takeBack(): Promise<void>;
  /** Whatever becomes of it. */
  remove(): Promise<void>;
}

/** A name that no other container has, and that begins with its step's key. */
export function nameContainer(key: string): string {
  return `nx-impulse-${key.replace(/\W/g, '').slice(0, 12)}-${randomBytes(4).toString('hex')}`;
}

/** Makes a container that is ready to start, or says why there is none. */
export async function prepareContainer(asked: StepSpec, name: string, logs: LineQueue): Promise<PreparedContainer | StepEnd> {
  const spec = asked.network ? joinNetwork(asked) : asked;
  const docker = await connectDocker();
  const remote = isRemoteDaemon();
  const user = containerUser();
  const network = await connectTo(docker, spec, remote);
  const container = await createContainer(docker, { name, ...containerOptions(spec, user, remote, network.name) }, logs);
  if ('status' in container) return network.remove().then(() => container);
  const returnMounts = remote ? () => {} : lendMounts(spec.mounts, user);
  const remove = async (): Promise<void> => {
    await container.remove({ force: true, v: true }).catch(ignoreGone);
    await network.remove();
    returnMounts();
  };
  try {
    if (remote) await carryIn(container, spec.mounts, user);
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    container,
    address: (port) => findAddress(docker, container, port, remote),
    takeBack: async () => void (remote && (await carryOut(container, spec.mounts))),
    remove,
  };
}

function joinNetwork(spec: StepSpec): StepSpec {
  const { mounts, env } = companyNetwork();
  return { ...spec, mounts: [...spec.mounts, ...mounts], env: { ...env, ...spec.env } };
}

async function createContainer(docker: Docker, options: ContainerCreateOptions, logs: LineQueue): Promise<Container | StepEnd> {
  try {
    return await docker.createContainer(options);
  } catch (error) {
    if ((error as Failure).statusCode !== 404) return { status: 'unschedulable', reason: reasonOf(error) };
  }
  try {
    await pullImage(docker, options.Image!, (message) => logs.push('stdout', Buffer.from(`::progress ${JSON.stringify({ message })}\n`)));
    return await docker.createContainer(options);
  } catch (error) {
    return { status: 'image-missing', reason: `${options.Image}: ${reasonOf(error)}` };
  }
}
