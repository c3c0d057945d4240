import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { type Headers, pack } from 'tar-fs';
import { connectDocker } from '../plugin/runners/engines/docker/connect';
import { makeFolder } from './temp-folder';

const BUSYBOX = '/bin/busybox';

/** Why tests with containers are skipped, or undefined where a daemon answers and an image can be made. */
export const NO_DOCKER = whyNoDocker();

/** An image of two megabytes that needs no registry: Debian's static busybox and its names. */
export const TEST_IMAGE = 'nx-impulse-test/busybox:2';

/** Imports the test image, unless it is there. */
export const importTestImage = (): Promise<string> => importImage(TEST_IMAGE, makeBusyboxRoot);

/** A base for our own image: Debian with this machine's Node, certificates and settings of the package managers. */
export const DEBIAN_IMAGE = 'nx-impulse-test/debian:1';

/** Why there can be no such base here, or undefined. */
export const NO_DEBIAN = NO_DOCKER ?? (isInstalled('debootstrap') && process.getuid?.() === 0 ? undefined : 'debootstrap, which needs root, is not installed');

export const importDebianImage = (): Promise<string> => importImage(DEBIAN_IMAGE, makeDebianRoot);

async function importImage(image: string, makeRoot: () => string): Promise<string> {
  const docker = await connectDocker();
  const known = await docker.listImages({ filters: { reference: [image] } });
  if (known.length > 0) return image;
  const [repo, tag] = image.split(':');
  const root = makeRoot();
  const stream = await docker.importImage(pack(root, { map: openTmp, ignore: isDevice }) as never, { repo, tag });
  await new Promise<void>((resolve, reject) => docker.modem.followProgress(stream, (error) => (error ? reject(error) : resolve())));
  return image;
}

/** For everybody, as in any image; whoever packs it may have another umask. */
function openTmp(header: Headers): Headers {
  return header.name === 'tmp' ? { ...header, mode: 0o1777 } : header;
}

/** Devices, where debootstrap may make them: no archive here can hold them, and a container gets its own. */
function isDevice(path: string): boolean {
  const found = lstatSync(path);
  return found.isCharacterDevice() || found.isBlockDevice() || found.isFIFO() || found.isSocket();
}

function makeBusyboxRoot(): string {
  const root = makeFolder();
  for (const name of ['bin', 'tmp', 'etc', 'proc', 'sys', 'dev']) mkdirSync(join(root, name));
  copyFileSync(BUSYBOX, join(root, 'bin', 'busybox'));
  const names = execFileSync(BUSYBOX, ['--list'], { encoding: 'utf8' }).trim().split('\n');
  for (const name of names.filter((candidate) => candidate !== 'busybox')) symlinkSync('busybox', join(root, 'bin', name));
  return root;
}

/** A registry of images cannot be had everywhere, Debian's packages can: no address of a mirror is written here, this machine's is taken. */
function makeDebianRoot(): string {
  const root = join(makeFolder(), 'root');
  const sources = '/etc/apt/sources.list.d/debian.sources';
  const mirror = existsSync(sources) ? [/^URIs:\s*(\S+)/m.exec(readFileSync(sources, 'utf8'))![1]] : [];
  execFileSync('debootstrap', ['--variant=minbase', '--include=ca-certificates', 'bookworm', root, ...mirror], { stdio: 'ignore' });
  const settings = readdirSync('/etc/apt/apt.conf.d').filter((name) => name.startsWith('99')).map((name) => `/etc/apt/apt.conf.d/${name}`);
  if (mirror.length > 0) rmSync(join(root, 'etc/apt/sources.list'), { force: true });
  for (const file of [sources, ...settings, '/etc/pip.conf', '/etc/ssl/certs/ca-certificates.crt'].filter(existsSync)) cpSync(file, join(root, file), { recursive: true });
  cpSync(process.execPath, join(root, 'usr/bin/node'));
  const npm = join(dirname(realpathSync(process.execPath)), '..', 'lib', 'node_modules', 'npm');
  cpSync(npm, join(root, 'usr/lib/node_modules/npm'), { recursive: true });
  symlinkSync('../lib/node_modules/npm/bin/npm-cli.js', join(root, 'usr/bin/npm'));
  return root;
}

function isInstalled(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}

function whyNoDocker(): string | undefined {
  if (spawnSync('docker', ['version'], { stdio: 'ignore' }).status !== 0) return 'no Docker daemon answers';
  return existsSync(BUSYBOX) ? undefined : 'no static busybox is installed';
}
