import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { hostname } from 'node:os';
import type Docker from 'dockerode';
import { ImpulseError } from '../../../errors';
import { isAlive } from '../../../files/lock';

/** Label of every container of ours: `<host>:<pid>` of the runner that it belongs to. */
export const OWNER_LABEL = 'nx-impulse.owner';

let connection: Promise<Docker> | undefined;

/**
 * The daemon that `DOCKER_HOST` names, or the one of this machine. Containers that killed runners left behind are removed first.
 *
 * @throws IMP_DOCKER_UNREACHABLE
 */
export function connectDocker(): Promise<Docker> {
  connection ??= connect().catch((error: unknown) => {
    connection = undefined;
    throw error;
  });
  return connection;
}

/** Whether the daemon sees another disk than this process: files then travel instead of being mounted. */
export function isRemoteDaemon(environment: NodeJS.ProcessEnv = process.env): boolean {
  if (environment.IMPULSE_DOCKER_REMOTE !== undefined) return environment.IMPULSE_DOCKER_REMOTE === '1';
  const host = environment.DOCKER_HOST ?? '';
  return /^(tcp|ssh|https?):/.test(host) && !/\/\/(.*@)?(localhost|127\.|\[::1\])/.test(host);
}

/** Removes the containers and networks of runners of this machine that are no more. */
export async function removeOrphans(docker: Docker): Promise<void> {
  const filters = { label: [OWNER_LABEL] };
  for (const { Id, Labels } of await docker.listContainers({ all: true, filters })) {
    if (isOrphan(Labels)) await docker.getContainer(Id).remove({ force: true, v: true }).catch(ignoreGone);
  }
  for (const { Id, Labels } of await docker.listNetworks({ filters })) {
    if (isOrphan(Labels ?? {})) await docker.getNetwork(Id).remove().catch(ignoreGone);
  }
}

/** The label's value for containers of this process. */
export function ownerLabel(): string {
  return `${hostname()}:${process.pid}`;
}

async function connect(): Promise<Docker> {
  const { default: Dockerode } = await import('dockerode');
  const host = process.env.DOCKER_HOST ?? 'this machine';
  try {
    const docker = new Dockerode();
    forgetConnections(docker);
    await docker.ping();
    await removeOrphans(docker);
    return docker;
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    throw new ImpulseError('IMP_DOCKER_UNREACHABLE', { host, problem: message || code || 'no answer' });
  }
}

/**
 * Each call gets a connection of its own. One that was kept may have been given up by the daemon, or by what is between, while this process
 * computed for minutes: the next call would end in EPIPE or ECONNRESET, and not each may be made twice.
 */
function forgetConnections({ modem }: Docker): void {
  const { protocol } = modem as unknown as { protocol: string };
  const Agent = protocol === 'https' ? HttpsAgent : HttpAgent;
  Object.assign(modem as object, { agent: new Agent({ keepAlive: false }) });
}

function isOrphan(labels: Record<string, string>): boolean {
  const [host, pid] = (labels[OWNER_LABEL] ?? '').split(':');
  return host === hostname() && !isAlive(Number(pid));
}

/** Somebody else was faster: it is gone, on its way, or has ended. */
export function ignoreGone(error: { statusCode?: number }): void {
  if (![304, 404, 409].includes(error.statusCode ?? 0)) throw error;
}
