import type { ContainerCreateOptions, DeviceRequest, HostConfig } from 'dockerode';
import type { Mount, StepSpec } from '../engine';
import { OWNER_LABEL, ownerLabel } from './connect';
import type { ContainerUser } from './container-user';

/** More processes than any step of ours starts, and fewer than a fork bomb. */
const PIDS_LIMIT = 1024;

/**
 * What a step may do in its container: as an ordinary user, without capabilities, on a read-only root with a `/tmp` in memory, without
 * network unless it asks for it, within its limits.
 *
 * @param network name of what it is connected to; `none` for nothing.
 * @param remote the daemon has no part in this machine's disk: nothing is mounted, and what is carried in has to be written to the root.
 */
export function containerOptions(spec: StepSpec, user: ContainerUser, remote: boolean, network: string): ContainerCreateOptions {
  const { key, id, image, argv, env, cwd, mounts, port, entrypoint } = spec;
  const [command, ...args] = argv;
  return {
    Image: image!,
    ...(entrypoint === 'image' ? { Cmd: [...argv] } : { Entrypoint: [command], Cmd: args }),
    // Such a user is in no image's list: whoever asks for its name looks here first.
    Env: Object.entries({ HOME: '/tmp', USER: 'impulse', LOGNAME: 'impulse', ...env }).map(([name, value]) => `${name}=${value}`),
    ...(cwd === undefined ? {} : { WorkingDir: cwd }),
    User: `${user.uid}:${user.gid}`,
    Labels: { [OWNER_LABEL]: ownerLabel(), 'nx-impulse.id': id, 'nx-impulse.key': key },
    ...(port === undefined ? {} : { ExposedPorts: { [`${port}/tcp`]: {} } }),
    AttachStdout: true,
    AttachStderr: true,
    HostConfig: {
      Init: true,
      ReadonlyRootfs: !remote,
      // Its own: runc gives it the mode of the image's /tmp, whatever is asked for. It would hide what is carried to /tmp before the start.
      Tmpfs: remote ? {} : { '/tmp': `rw,exec,mode=1777,uid=${user.uid},gid=${user.gid}` },
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      PidsLimit: PIDS_LIMIT,
      NetworkMode: network,
      ...(port !== undefined && remote ? { PortBindings: { [`${port}/tcp`]: [{ HostPort: '0' }] } } : {}),
      // What it prints is read from its streams; a log on the daemon's disk would grow without anybody reading it.
      LogConfig: { Type: 'none', Config: {} },
      Mounts: remote ? [] : mounts.map(bindMount),
      ...limits(spec),
    },
  };
}

function bindMount({ host, inside, writable }: Mount): NonNullable<HostConfig['Mounts']>[number] {
  return { Type: 'bind', Source: host, Target: inside, ReadOnly: !writable };
}

function limits({ hints: { cpus, memoryBytes, gpus } = {} }: StepSpec): Partial<HostConfig> {
  const gpu: DeviceRequest = { Driver: '', Count: gpus ?? 0, Capabilities: [['gpu']], DeviceIDs: [], Options: {} };
  return {
    ...(cpus === undefined ? {} : { NanoCpus: Math.round(cpus * 1e9) }),
    // The same for both: no swap, so that a step that needs too much is ended instead of crawling.
    ...(memoryBytes === undefined ? {} : { Memory: memoryBytes, MemorySwap: memoryBytes }),
    ...(gpus ? { DeviceRequests: [gpu] } : {}),
  };
}
