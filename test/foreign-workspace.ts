import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { makeFolder } from './temp-folder';

const house = resolve(__dirname, '..');

/** An Nx workspace that has nothing to do with this one: its own git repository, Nx cache, store and packages. */
export interface ForeignWorkspace {
  root: string;
  /** Runs a program in the workspace and returns what it printed. */
  run(program: string, ...args: string[]): string;
  nx(...args: string[]): string;
  write(path: string, content: string | Buffer): void;
  environment: NodeJS.ProcessEnv;
}

/** @param nx versions of nx and its devkit, installed from the registry. */
export function makeForeignWorkspace(nx = { nx: '24.0.6', devkit: '24.0.0' }): ForeignWorkspace {
  const workspace = openWorkspace();
  const { write, run } = workspace;
  write('package.json', JSON.stringify({ name: 'foreign', private: true, devDependencies: { nx: nx.nx, '@nx/devkit': nx.devkit } }));
  write('nx.json', JSON.stringify({ analytics: false, neverConnectToCloud: true }));
  write('.gitignore', 'node_modules\n.nx\n');
  run('git', 'init', '--quiet');
  run('npm', 'install', '--silent', '--prefer-offline');
  return workspace;
}

/** The same files and packages on what might be another machine: another repository, other caches. */
export function copyWorkspace(from: ForeignWorkspace): ForeignWorkspace {
  const workspace = openWorkspace();
  cpSync(from.root, workspace.root, { recursive: true, verbatimSymlinks: true, filter: (path) => !/\/\.(git|nx|impulse)$/.test(path) });
  workspace.run('git', 'init', '--quiet');
  return workspace;
}

function openWorkspace(): ForeignWorkspace {
  const outside = makeFolder();
  const root = join(outside, 'workspace');
  const environment: NodeJS.ProcessEnv = {
    ...withoutNx(process.env),
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    NX_TUI: 'false',
    NX_CACHE_DIRECTORY: join(outside, 'nx-cache'),
    NX_IMPULSE_CACHE: process.env.NX_IMPULSE_CACHE ?? join(outside, 'impulse-cache'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  };
  mkdirSync(root);
  const run = (program: string, ...args: string[]): string => execFileSync(program, args, {
    cwd: root, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 26,
  });
  const write = (path: string, content: string | Buffer): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  };
  return { root, run, nx: (...args) => run('npx', 'nx', ...args), write, environment };
}

/** Packs the built plugin as it would be published and returns the path of the archive. */
export function packPlugin(): string {
  const folder = makeFolder();
  const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: join(house, 'plugin'), encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  return join(folder, (JSON.parse(packed) as [{ filename: string }])[0].filename);
}

/** A test may itself run below Nx or npm: what they tell their children is not for strangers. */
function withoutNx(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !/^(NX_(?!IMPULSE_)|npm_lifecycle|npm_package|VITEST|CI$)/.test(name)));
}
