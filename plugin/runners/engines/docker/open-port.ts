import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import type { Container } from 'dockerode';
import type { StepSpec } from '../engine';
import { ignoreGone, OWNER_LABEL, ownerLabel } from './connect';

/** What a container is connected to, and how to take it down. */
export interface ContainerNetwork {
  name: string;
  remove(): Promise<void>;
}

/**
 * Nothing, the daemon's own network, or, where this machine has to reach a port and the work may reach nobody, a network of its own that
 * leads nowhere. A daemon on another machine can only publish the port, which takes a network that leads outside.
 */
export async function connectTo(docker: Docker, { port, network }: StepSpec, remote: boolean): Promise<ContainerNetwork> {
  const given = (name: string): ContainerNetwork => ({ name, remove: async () => {} });
  if (network || (port !== undefined && remote)) return given('default');
  if (port === undefined) return given('none');
  const name = `nx-impulse-${randomBytes(6).toString('hex')}`;
  const created = await docker.createNetwork({ Name: name, Internal: true, Labels: { [OWNER_LABEL]: ownerLabel() } });
  return { name, remove: () => created.remove().catch(ignoreGone) };
}

/** `host:port` where a started container's port is reached from here. */
export async function findAddress(docker: Docker, container: Container, port: number, remote: boolean): Promise<string> {
  const { NetworkSettings } = await container.inspect();
  const published = NetworkSettings.Ports[`${port}/tcp`]?.[0]?.HostPort;
  if (remote) return `${(docker.modem as { host?: string }).host ?? '127.0.0.1'}:${published}`;
  return `${Object.values(NetworkSettings.Networks)[0].IPAddress}:${port}`;
}
