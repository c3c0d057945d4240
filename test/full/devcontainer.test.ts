import { execFileSync } from 'node:child_process';
import { chownSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildImage } from '../../plugin/runners/engines/docker/build-image';
import { connectDocker } from '../../plugin/runners/engines/docker/connect';
import type { PlanOutlook } from '../../plugin/runners/explain-plans';
import { importDebianImage, importTestImage, NO_DEBIAN, TEST_IMAGE } from '../container-images';
import { type ForeignWorkspace, makeForeignWorkspace, packPlugin } from '../foreign-workspace';
import { makeToneImpulse, TONE_MANIFEST } from '../tone-impulse';

const SOCKET = '/var/run/docker.sock';
const VOLUME = `nx-impulse-test-${process.pid}`;
const docker = (...args: string[]): string => execFileSync('docker', args, { encoding: 'utf8', maxBuffer: 1 << 26 });

describe.skipIf(NO_DEBIAN !== undefined)(`a dev container (${NO_DEBIAN ?? 'by the daemon of this machine'})`, () => {
  let workspace: ForeignWorkspace;
  let image: string;
  beforeAll(async () => {
    workspace = makeForeignWorkspace();
    workspace.run('npm', 'install', '--silent', '--prefer-offline', packPlugin());
    workspace.nx('g', 'nx-impulse:init');
    workspace.nx('g', 'nx-impulse:devcontainer');
    copyImpulse(workspace);
    const recipe = { name: 'devcontainer', folder: join(workspace.root, '.devcontainer'), args: { BASE: await importDebianImage() } };
    await importTestImage();
    image = await buildImage(await connectDocker(), recipe, () => {});
    giveTo(Number(docker('run', '--rm', image, 'id', '-u')), workspace.root);
  });
  afterAll(() => void docker('volume', 'rm', '--force', VOLUME));

  /** As an editor would: the image's own user, the workspace mounted, a volume for the cache; without a network, as nothing needs one. */
  const inside = (...command: string[]): string =>
    docker(
      ...['run', '--rm', '--network', 'none', '--env', 'NX_DAEMON=false', '--env', 'NX_TUI=false', ...mounts()],
      ...[image, ...command],
    );

  const mounts = (): string[] => [
    ...['--workdir', '/workspaces/foreign', '--volume', `${workspace.root}:/workspaces/foreign`],
    ...['--volume', `${VOLUME}:/var/cache/nx-impulse`],
  ];

  it('has an ordinary user, and every tool but TensorFlow, which the set-up fetches', () => {
    expect(inside('id', '-un')).toBe('node\n');
    const findings: { name: string; found?: string }[] = JSON.parse(inside(...npx('nx-impulse', 'doctor', '--json')));
    expect(findings.filter(({ found }) => found === undefined).map(({ name }) => name)).toEqual(['training']);
  });

  it('runs an impulse from its manifest to the report of what was measured on the emulated core', () => {
    expect(inside(...npx('nx-impulse', '--version'))).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(inside(...npx('nx', 'run', 'tones:report'))).toContain('report: tones/.impulse/report/report.html');
    const report = JSON.parse(readFileSync(join(workspace.root, 'tones/.impulse/report/report.json'), 'utf8'));
    expect(report.targets).toMatchObject([{ how: 'emulated', parity: { equal: true } }]);
  });

  it('keeps its results in the volume', () => {
    const { steps } = JSON.parse(inside(...npx('nx-impulse', 'explain', 'tones', '--json'))) as { steps: PlanOutlook[] };
    const kept = steps.filter(({ state }) => state === 'cached').map(({ plan }) => plan.id);
    expect(kept).toEqual(expect.arrayContaining(['ingest', 'train--pitch', 'estimate--rp2040', 'report']));
  });

  it('runs blocks in containers by the daemon outside, which sees none of its folders', () => {
    const bases = `IMPULSE_DOCKER_BASES=debian:12-slim=${TEST_IMAGE}`;
    const daemon = ['--volume', `${SOCKET}:${SOCKET}`, '--group-add', String(statSync(SOCKET).gid), '--env', 'IMPULSE_DOCKER_REMOTE=1', '--env', bases];
    const block = 'node_modules/nx-impulse/dist/blocks/examples/shell-transform';
    const said = docker('run', '--rm', ...mounts(), ...daemon, image, ...npx('nx-impulse', 'block', 'test', block));
    expect(said).toMatch(/ok +runs without network[^\n]* 3 files in, 3 out/);
  });
});

/** The base that stands in for the official image has npm, but not its second name. */
const npx = (...command: string[]): string[] => ['npm', 'exec', '--offline', '--', ...command];

function copyImpulse(workspace: ForeignWorkspace): void {
  const tones = join(makeToneImpulse(), 'tones');
  for (const file of readdirSync(tones, { recursive: true, encoding: 'utf8' })) {
    if (statSync(join(tones, file)).isFile()) workspace.write(`tones/${file}`, readFileSync(join(tones, file)));
  }
  workspace.write('tones/impulse.yaml', TONE_MANIFEST.replace('linux-x86-64', 'rp2040'));
}

/** A mounted folder keeps its owner: editors give the container's user the number of the person, here it is the other way round. */
function giveTo(uid: number, folder: string): void {
  chownSync(folder, uid, uid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) giveTo(uid, join(folder, entry.name));
    else if (entry.isFile()) chownSync(join(folder, entry.name), uid, uid);
  }
}
