import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { compileGlob } from '../data/match-glob';
import { parseYaml } from '../manifest/parse-yaml';

/** Files that make a folder a project, whatever plugins a workspace has. */
export const PROJECT_FILES = ['package.json', 'project.json'] as const;

interface ProjectFile {
  name?: string;
  nx?: { name?: string };
  workspaces?: string[] | { packages?: string[] };
}

/**
 * Names that `package.json` and `project.json` files give to projects, as Nx does: a package counts as a member of the package
 * manager's workspaces, beside a `project.json`, or at the root with an `nx` section. Returns the folder by the name;
 * unreadable files are Nx's to complain about.
 *
 * @param files relative to the workspace.
 * @param except folders whose names are not wanted: what lies there is one project with theirs.
 */
export function readProjectNames(files: readonly string[], workspaceRoot: string, except: ReadonlySet<string>): Map<string, string> {
  const isMember = matchWorkspaces(workspaceRoot);
  const names = new Map<string, string>();
  for (const file of [...files].sort()) {
    const root = dirname(file);
    const isPackage = basename(file) === 'package.json';
    if (except.has(root) || (isPackage && !isMember(file) && !files.includes(join(root, 'project.json')))) continue;
    const json = readJson(join(workspaceRoot, file));
    const name = json?.nx?.name ?? json?.name ?? names.get(root) ?? basename(root).toLowerCase();
    names.set(root, name);
  }
  return new Map([...names].map(([root, name]) => [name, root]));
}

function matchWorkspaces(workspaceRoot: string): (file: string) => boolean {
  const own = readJson(join(workspaceRoot, 'package.json'));
  const globs = [...(Array.isArray(own?.workspaces) ? own.workspaces : (own?.workspaces?.packages ?? [])), ...readPnpmGlobs(workspaceRoot)];
  const expressions = (wanted: readonly string[]) =>
    wanted.map((glob) => compileGlob(`${glob.replace(/^!?(\.\/)?|\/$/g, '')}/package.json`));
  const members = expressions(globs.filter((glob) => !glob.startsWith('!')));
  const excluded = expressions(globs.filter((glob) => glob.startsWith('!')));
  return (file) => {
    if (file === 'package.json') return own?.nx !== undefined;
    return members.some((member) => member.test(file)) && !excluded.some((one) => one.test(file));
  };
}

function readPnpmGlobs(workspaceRoot: string): string[] {
  const file = join(workspaceRoot, 'pnpm-workspace.yaml');
  if (!existsSync(file)) return [];
  const packages = parseYaml(readFileSync(file, 'utf8'), file).source.value?.packages;
  return Array.isArray(packages) ? packages.map(String) : [];
}

function readJson(path: string): ProjectFile | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProjectFile;
  } catch {
    return undefined;
  }
}
