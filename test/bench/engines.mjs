// What the Docker engine costs beside the daemon itself: a new container, a command in one that is open, 20 steps four at a time. No process of ours runs
// in them. Raw figures are taken in turn with ours, on the same daemon.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const IMAGE = 'nx-impulse-bench/busybox:1';
const ROUNDS = 11;

export async function run({ root }) {
  if (spawnSync('docker', ['version'], { stdio: 'ignore' }).status !== 0) return console.log('engines: skipped, no Docker daemon answers');
  if (!existsSync('/bin/busybox')) return console.log('engines: skipped, no static busybox is installed');
  importImage();
  const require = createRequire(join(root, 'plugin', 'dist', 'plugin', 'runners', 'engines', 'docker', 'docker.js'));
  const { docker } = require('./docker.js');
  const raw = new (require('dockerode'))();
  const image = { key: 'bench', id: 'bench', image: IMAGE, env: { PATH: '/bin' }, cwd: '/', mounts: [] };

  const session = await docker.open(image);
  const warm = await raw.createContainer({ Image: IMAGE, Cmd: ['tail', '-f', '/dev/null'], HostConfig: { NetworkMode: 'none' } });
  await warm.start();
  const ours = { container: [], exec: [] };
  const theirs = { container: [], exec: [], cli: [] };
  for (let round = 0; round < ROUNDS; round++) {
    ours.container.push(await time(() => finish(docker.submit({ ...image, argv: ['true'] }))));
    theirs.container.push(await time(() => runRaw(raw)));
    theirs.cli.push(await time(() => execFileSync('docker', ['run', '--rm', '--network', 'none', IMAGE, 'true'])));
    ours.exec.push(await time(() => finish(session.submit({ argv: ['true'] }))));
    theirs.exec.push(await time(() => execRaw(raw, warm)));
  }
  const twenty = Array.from({ length: 20 }, () => 0);
  const together = await time(() => inFours(twenty, () => finish(docker.submit({ ...image, argv: ['true'] }))));
  const rawTogether = await time(() => inFours(twenty, () => runRaw(raw)));
  await Promise.all([session.close(), warm.remove({ force: true })]);

  console.log('seconds, median of 11       ours   dockerode  docker CLI   goal');
  const row = (name, own, other, cli, goal) => console.log(name.padEnd(24), ...[own, other, cli].map((s) => (s === undefined ? '-' : s.toFixed(3)).padStart(8)), `  <= ${goal}`);
  row('a new container', median(ours.container), median(theirs.container), median(theirs.cli), 0.5);
  row('exec in a warm one', median(ours.exec), median(theirs.exec), undefined, 0.15);
  row('20 steps, 4 at a time', together, rawTogether, undefined, 6);
}

function importImage() {
  if (spawnSync('docker', ['image', 'inspect', IMAGE], { stdio: 'ignore' }).status === 0) return;
  const folder = mkdtempSync(join(tmpdir(), 'nx-impulse-bench-'));
  for (const name of ['bin', 'tmp', 'proc', 'sys', 'dev', 'etc']) mkdirSync(join(folder, name));
  cpSync('/bin/busybox', join(folder, 'bin', 'busybox'), { dereference: true });
  for (const name of ['sh', 'true', 'tail', 'kill', 'sleep']) symlinkSync('busybox', join(folder, 'bin', name));
  execFileSync('docker', ['import', '-', IMAGE], { input: execFileSync('tar', ['-C', folder, '-c', '.'], { maxBuffer: 1 << 28 }), stdio: ['pipe', 'ignore', 'inherit'] });
  rmSync(folder, { recursive: true });
}

async function finish(handle) {
  for await (const { text } of handle.logs) console.log(text);
  const end = await handle.result;
  if (end.status !== 'ok') throw new Error(`${end.status}: ${end.reason}`);
}

async function runRaw(raw) {
  const container = await raw.createContainer({ Image: IMAGE, Cmd: ['true'], HostConfig: { NetworkMode: 'none' } });
  await container.start();
  await container.wait();
  await container.remove();
}

async function execRaw(raw, container) {
  const exec = await container.exec({ Cmd: ['true'], AttachStdout: true, AttachStderr: true });
  const stream = await exec.start({});
  await new Promise((resolve) => stream.resume().on('end', resolve));
  await exec.inspect();
}

async function inFours(items, work) {
  const open = [...items];
  await Promise.all([1, 2, 3, 4].map(async () => {
    while (open.length > 0) {
      open.pop();
      await work();
    }
  }));
}

async function time(work) {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
