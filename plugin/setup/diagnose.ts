import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdirSync, statfsSync } from 'node:fs';
import { findCompiler } from '../native/find-compiler';
import { cacheRoot } from '../paths';
import { findVersion } from './find-version';
import { SETUPS } from './index';
import { isRunnable } from './require-platform';

/** One thing that nx-impulse uses beside npm packages. */
export interface Diagnosis {
  name: string;
  /** What is here, in a few words; undefined where it is missing. */
  found?: string;
  /** What it is for. */
  purpose: string;
  /** False where there is another way without it. */
  required: boolean;
  /** What to type to get it. */
  fix: string;
}

/** Looks at everything, changes nothing. */
export async function diagnose(): Promise<Diagnosis[]> {
  const setups = SETUPS.map(async ({ name, summary, find }): Promise<Diagnosis> => {
    return { name, found: await find(), purpose: summary, required: false, fix: `npx nx-impulse setup ${name}` };
  });
  return [system(), node(), compiler(), python(), git(), ...(await Promise.all(setups)), cache()];
}

function system(): Diagnosis {
  return {
    name: 'system',
    found: isRunnable() ? `${process.platform} ${process.arch}` : undefined,
    purpose: `runs steps; ${process.platform} cannot`,
    required: true,
    fix: 'npx nx g nx-impulse:devcontainer, and open the workspace in that container',
  };
}

function node(): Diagnosis {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const isEnough = major > 20 || (major === 20 && minor >= 19);
  return {
    name: 'node',
    found: isEnough ? process.version : undefined,
    purpose: `runs everything; ${process.version} is too old`,
    required: true,
    fix: 'install Node 20.19 or newer, 24 for example',
  };
}

function compiler(): Diagnosis {
  const rest = {
    name: 'c++ compiler',
    purpose: 'builds blocks and the host version of an impulse',
    required: true,
    fix: process.platform === 'darwin' ? 'xcode-select --install' : 'sudo apt-get install -y g++',
  };
  try {
    const { command, version } = findCompiler();
    return { ...rest, found: version.startsWith(command) ? version : `${command}: ${version}` };
  } catch {
    return rest;
  }
}

function python(): Diagnosis {
  const hasVenv = spawnSync('python3', ['-c', 'import venv, ensurepip'], { stdio: 'ignore' }).status === 0;
  return {
    name: 'python3',
    found: hasVenv ? findVersion('python3') : undefined,
    purpose: 'with venv: fetches libtensorflow where its own download is out of reach',
    required: false,
    fix: 'sudo apt-get install -y python3-venv',
  };
}

function git(): Diagnosis {
  return {
    name: 'git',
    found: findVersion('git'),
    purpose: 'compares an impulse with an earlier commit',
    required: false,
    fix: 'sudo apt-get install -y git',
  };
}

function cache(): Diagnosis {
  const folder = cacheRoot();
  const rest = { name: 'cache', purpose: `keeps results, compiled blocks and tools in ${folder}`, required: true };
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
    const { bavail, bsize } = statfsSync(folder);
    return { ...rest, found: `${folder}, ${((bavail * bsize) / 1e9).toFixed(1)} GB free`, fix: '' };
  } catch {
    return { ...rest, fix: 'name a folder that you may write in the environment variable NX_IMPULSE_CACHE' };
  }
}
