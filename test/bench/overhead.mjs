// What a run of a whole example costs where everything is cached, beside bare Nx with the same tasks, inputs and outputs: project.json, `nx:run-commands`, no
// plugin; and beside those with a plugin that does nothing, since Nx starts a process for each plugin where there is no daemon. One after another, in turn.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const EXAMPLE = 'gesture-recognition';
const TASKS = ['report', 'deploy', 'budget'];
const ROUNDS = Number(process.env.NX_IMPULSE_BENCH_ROUNDS ?? 11);
const GOAL_S = 0.05;
const CLEAN = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(NX_(?!IMPULSE_)|npm_|CI$)/.test(name)));

/** @param {{ root: string }} context */
export async function run({ root }) {
  const folder = mkdtempSync(join(tmpdir(), 'nx-impulse-bench-'));
  const spaces = [];
  try {
    const ours = makeOurs(root, folder);
    nx(ours, 'false', ['run-many', '-t', TASKS.join(','), '--outputStyle=static']);
    const bare = makeBare(ours, folder, 'bare');
    const empty = addEmptyPlugin(makeBare(ours, folder, 'empty', bare.results));
    spaces.push(bare, empty, ours);
    console.log(`${EXAMPLE}, everything cached: median of ${ROUNDS} in turn, goal: <= ${1000 * GOAL_S} ms over bare Nx`);
    for (const daemon of ['true', 'false']) printDaemon(daemon, measure(spaces, daemon));
  } finally {
    for (const space of spaces) nx(space, 'true', ['daemon', '--stop']);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A workspace of its own with the packed plugin and one example. */
function makeOurs(root, folder) {
  const space = openSpace(folder, 'ours');
  const [{ filename }] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: join(root, 'plugin'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
  const packages = { nx: '24.0.6', '@nx/devkit': '24.0.0', 'nx-impulse': `file:${join(folder, filename)}` };
  write(space, 'package.json', { name: 'bench', private: true, devDependencies: packages });
  write(space, 'nx.json', { analytics: false, neverConnectToCloud: true, plugins: ['nx-impulse'] });
  cpSync(join(root, 'examples', EXAMPLE), join(space.path, EXAMPLE), { recursive: true, filter: (path) => !path.includes('.impulse') });
  execFileSync('npm', ['install', '--silent', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: space.path, stdio: 'inherit', env: CLEAN });
  return space;
}

/** The same tasks by Nx alone: each copies the outputs that ours left. */
function makeBare(ours, folder, name, results = join(folder, 'results')) {
  const { targets } = JSON.parse(nx(ours, 'false', ['show', 'project', EXAMPLE, '--json']));
  const space = { ...openSpace(folder, name), results };
  for (const part of ['package.json', 'package-lock.json', 'node_modules', EXAMPLE]) cpSync(join(ours.path, part), join(space.path, part), { recursive: true, verbatimSymlinks: true });
  write(space, 'nx.json', { analytics: false, neverConnectToCloud: true });
  if (name === 'bare') renameSync(join(space.path, EXAMPLE, '.impulse'), results);
  else rmSync(join(space.path, EXAMPLE, '.impulse'), { recursive: true });
  mkdirSync(join(space.path, EXAMPLE, '.impulse'));
  const own = Object.entries(targets).filter(([id]) => id !== 'validate').map(([id, target]) => [id, bareTarget(id, target, results)]);
  write(space, `${EXAMPLE}/project.json`, { name: EXAMPLE, projectType: 'application', targets: Object.fromEntries(own) });
  nx(space, 'false', ['run-many', '-t', TASKS.join(',')]);
  return space;
}

function bareTarget(id, { executor, dependsOn, inputs, outputs, cache }, results) {
  if (executor === 'nx:noop') return { executor, dependsOn };
  const command = `cp -r '${join(results, id)}' .impulse/`;
  const files = inputs.filter((input) => input.dependentTasksOutputFiles || input.fileset);
  return { executor: 'nx:run-commands', options: { command, cwd: '{projectRoot}' }, cache, dependsOn, outputs, inputs: ['{projectRoot}/impulse.yaml', ...files] };
}

function addEmptyPlugin(space) {
  write(space, 'node_modules/empty-plugin/package.json', { name: 'empty-plugin', version: '1.0.0', main: 'index.js' });
  writeFileSync(join(space.path, 'node_modules/empty-plugin/index.js'), "exports.name = 'empty-plugin';\nexports.createNodes = ['**/impulse.yaml', () => []];\n");
  write(space, 'nx.json', { analytics: false, neverConnectToCloud: true, plugins: ['empty-plugin'] });
  return space;
}

function openSpace(folder, name) {
  const path = join(folder, name);
  mkdirSync(path);
  execFileSync('git', ['init', '--quiet'], { cwd: path });
  writeFileSync(join(path, '.gitignore'), 'node_modules\n.nx\n.impulse\n');
  return { name, path, cache: join(folder, `nx-cache-${name}`) };
}

function write({ path }, file, value) {
  mkdirSync(join(path, file, '..'), { recursive: true });
  writeFileSync(join(path, file), `${JSON.stringify(value, null, 1)}\n`);
}

/** The first round warms up. @returns name -> rounds of `{ wall, cpu }`, seconds */
function measure(spaces, daemon) {
  const rounds = Object.fromEntries(spaces.map(({ name }) => [name, []]));
  for (let round = -1; round < ROUNDS; round++) {
    for (const space of spaces) {
      const { isCached, said, ...figures } = timeRun(space, daemon);
      if (round < 0) continue;
      if (!isCached) throw new Error(`not everything is cached in ${space.path}:\n${said}`);
      rounds[space.name].push(figures);
    }
  }
  return rounds;
}

function timeRun({ path, cache }, daemon) {
  const started = performance.now();
  const command = `"${process.execPath}" node_modules/nx/dist/bin/nx.js run-many -t ${TASKS.join(',')} 2>&1; times`;
  const { stdout } = spawnSync('sh', ['-c', command], { cwd: path, encoding: 'utf8', env: environment(daemon, cache) });
  const wall = (performance.now() - started) / 1000;
  const [hits, tasks] = /(\d+)\/(\d+) hit/.exec(stdout)?.slice(1).map(Number) ?? [];
  const [user, system] = [...stdout.trim().split('\n').at(-1).matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, seconds]) => 60 * minutes + Number(seconds));
  // The two tasks that only stand for others are never cached.
  return { wall, cpu: user + system, isCached: hits >= tasks - 2, said: stdout };
}

function printDaemon(daemon, rounds) {
  console.log(`\n  ${daemon === 'true' ? 'with' : 'without'} the daemon      wall s   least   CPU s   over bare Nx: wall ms (least of each)   CPU ms`);
  const least = (name) => Math.min(...rounds[name].map(({ wall }) => wall));
  const of = (name, what) => median(rounds[name].map((round) => round[what]));
  for (const [name, title] of [['bare', 'bare Nx'], ['empty', '... and an empty plugin'], ['ours', 'nx-impulse']]) {
    const over = (value, base) => String(Math.round(1000 * (value - base))).padStart(6);
    const beside = name === 'bare' ? '' : `${over(of(name, 'wall'), of('bare', 'wall'))}  (${over(least(name), least('bare')).trim()})`.padEnd(36) + over(of(name, 'cpu'), of('bare', 'cpu'));
    console.log(`  ${title.padEnd(24)}${[of(name, 'wall'), least(name), of(name, 'cpu')].map((s) => s.toFixed(3).padStart(8)).join('')}   ${beside}`);
  }
}

function nx({ path, cache }, daemon, args) {
  return execFileSync(process.execPath, ['node_modules/nx/dist/bin/nx.js', ...args], { cwd: path, encoding: 'utf8', env: environment(daemon, cache), stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 26 });
}

function environment(daemon, cache) {
  return { ...CLEAN, NX_DAEMON: daemon, NX_NO_CLOUD: 'true', NX_TUI: 'false', NX_CACHE_DIRECTORY: cache };
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
