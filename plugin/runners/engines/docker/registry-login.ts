import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A login as the daemon's API takes it. */
export interface RegistryLogin {
  username?: string;
  password?: string;
  identitytoken?: string;
  serveraddress: string;
}

/** `~/.docker/config.json`, as `docker login` writes it. */
interface DockerConfig {
  auths?: Record<string, { auth?: string; identitytoken?: string }>;
  credsStore?: string;
  credHelpers?: Record<string, string>;
}

/** Docker Hub has a name of its own in that file. */
const HUB = 'https://index.docker.io/v1/';

/** The login for an image's registry, from docker's own configuration or the credential helper that it names. */
export function findRegistryLogin(image: string): RegistryLogin | undefined {
  const registry = registryOf(image);
  const { auths = {}, credsStore, credHelpers = {} } = readDockerConfig();
  const helper = credHelpers[registry] ?? credsStore;
  if (helper !== undefined) return askHelper(helper, registry);
  const entry = auths[registry] ?? auths[`https://${registry}`];
  if (entry?.identitytoken) return { identitytoken: entry.identitytoken, serveraddress: registry };
  if (!entry?.auth) return undefined;
  const [username, ...password] = Buffer.from(entry.auth, 'base64').toString().split(':');
  return { username, password: password.join(':'), serveraddress: registry };
}

/** The part before the first slash names a registry if it looks like a host. */
function registryOf(image: string): string {
  const [first, ...rest] = image.split('/');
  return rest.length > 0 && /[.:]|^localhost$/.test(first) ? first : HUB;
}

function readDockerConfig(): DockerConfig {
  const folder = process.env.DOCKER_CONFIG ?? join(homedir(), '.docker');
  try {
    return JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8')) as DockerConfig;
  } catch {
    return {};
  }
}

function askHelper(helper: string, registry: string): RegistryLogin | undefined {
  const { status, stdout } = spawnSync(`docker-credential-${helper}`, ['get'], { input: registry, encoding: 'utf8' });
  if (status !== 0) return undefined;
  const { Username, Secret } = JSON.parse(stdout) as { Username: string; Secret: string };
  if (Username === '<token>') return { identitytoken: Secret, serveraddress: registry };
  return { username: Username, password: Secret, serveraddress: registry };
}
