// `npm test`: sets up what the tests need, in order, then runs them. The last line printed is the tally.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tallyResults } from './tally-results.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);
const strict = Boolean(process.env.CI);
const [full, filters] = [process.argv.includes('--full'), process.argv.slice(2).filter((word) => word !== '--full')];

await step('build', () => mustRun('npm', ['run', '--silent', 'build']));
await step('type check', () => mustRun('npm', ['run', '--silent', 'typecheck']));
await step('tools that steps need', () => run(process.execPath, ['plugin/nx-impulse.js', 'setup']));
await step('tools that only tests need', installTestTools);
const stopDocker = await step('a Docker daemon', startDocker);
const { exitCode, report } = await step('tests', runVitest);
await stopDocker();

if (!report) finish({ passed: 0, failed: 1, skipped: 0, forbiddenSkips: [] });
const allowedSkips = JSON.parse(readFileSync(join(root, 'test/allowed-skips.json'), 'utf8'));
const tally = tallyResults(report, allowedSkips, strict, isThere);
// An error outside of any test fails the run too.
finish(exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally);

/** A browser to look at the report, a second compiler, and what users build with. Their tests are skipped, visibly, where this is not allowed. */
async function installTestTools() {
  const { installPackages } = require('../plugin/dist/plugin/setup/install-packages.js');
  for (const [command, packages] of [['chromium', ['chromium']], ['clang++', ['clang', 'libclang-rt-dev']], ['cmake', ['cmake']]]) {
    if (isInstalled(command)) continue;
    await installPackages('A test', packages, console.log).catch((error) => console.log(`${error.message}\n  fix: ${error.fix ?? ''}`));
  }
}

/**
 * Where none answers and we are root: Debian's daemon, for as long as the tests run. What is missing is said, and its tests are skipped.
 *
 * @returns ends what was started.
 */
async function startDocker() {
  const answers = () => spawnSync('docker', ['version'], { stdio: 'ignore' }).status === 0;
  if (answers() || process.getuid?.() !== 0) return async () => {};
  const { installPackages } = require('../plugin/dist/plugin/setup/install-packages.js');
  const packages = ['docker.io', 'iptables', 'busybox-static', 'debootstrap'];
  const missing = ['dockerd', 'iptables', 'busybox', 'debootstrap'].some((command) => !isInstalled(command));
  if (missing) await installPackages('A test', packages, console.log).catch((error) => console.log(error.message));
  if (!isInstalled('dockerd')) return async () => {};
  const log = join(mkdtempSync(join(tmpdir(), 'nx-impulse-dockerd-')), 'log');
  const daemon = spawn('dockerd', [], { detached: true, stdio: ['ignore', openSync(log, 'a'), openSync(log, 'a')] });
  const ended = new Promise((resolve) => daemon.on('close', resolve));
  for (let tries = 0; tries < 60 && daemon.exitCode === null && !answers(); tries++) await sleep(500);
  if (!answers()) console.log(`dockerd does not answer; see ${log}`);
  return async () => {
    daemon.kill();
    await Promise.race([ended, sleep(20_000)]);
  };
}

function isInstalled(command) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, command)));
}

/** Whether the tests find this folder: beside the repository, or beside a folder above it. */
function isThere(folder) {
  const named = folder === '../shared' && process.env.NX_IMPULSE_SHARED;
  if (named) return existsSync(named);
  for (let base = root; base !== dirname(base); base = dirname(base)) if (existsSync(join(base, folder))) return true;
  return false;
}

function runVitest() {
  const folder = mkdtempSync(join(tmpdir(), 'nx-impulse-tests-'));
  const output = join(folder, 'report.json');
  const projects = ['unit', 'flow', ...(full ? ['full'] : [])].flatMap((project) => ['--project', project]);
  const reporters = ['--reporter=default', '--reporter=./test/report-at-work.ts', '--reporter=json', `--outputFile.json=${output}`];
  const { status } = run('npx', ['vitest', 'run', ...projects, ...reporters, ...filters]);
  const report = existsSync(output) ? JSON.parse(readFileSync(output, 'utf8')) : undefined;
  rmSync(folder, { recursive: true });
  return { exitCode: status ?? 1, report };
}

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' });
}

function mustRun(command, args) {
  if (run(command, args).status !== 0) finish({ passed: 0, failed: 1, skipped: 0, forbiddenSkips: [] });
}

async function step(title, work) {
  const startedMs = Date.now();
  console.log(`\n== ${title}`);
  const result = await work();
  console.log(`== ${title}: ${Math.round((Date.now() - startedMs) / 1000)} s`);
  return result;
}

function finish({ passed, failed, skipped, forbiddenSkips }) {
  for (const title of forbiddenSkips) console.log(`skipped, but not allowed by test/allowed-skips.json: ${title}`);
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exit(failed > 0 ? 1 : 0);
}
