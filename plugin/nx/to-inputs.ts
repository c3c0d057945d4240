import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { inAnyCase } from '../data/find-files';
import { assetRoot } from '../paths';

/** A fileset that Nx reads from disk, so that files which git ignores count. */
export interface FilesetInput {
  fileset: string;
  includeIgnored: true;
}

/** How deep below a data folder a link that leaves the workspace is looked for. */
const LINK_DEPTH = 3;

/**
 * Inputs that hold at least every file which the globs match: Nx's idea of a wildcard need not be ours, so the folder where the first
 * one stands counts as a whole. Undefined where data lies outside of the workspace, which Nx cannot see.
 *
 * @param root the impulse's folder, relative to the workspace.
 */
export function inputsFromGlobs(globs: readonly string[], root: string, workspaceRoot: string): FilesetInput[] | undefined {
  const filesets = globs.map((glob) => filesetOf(glob, root, workspaceRoot));
  if (filesets.some((fileset) => fileset === undefined)) return undefined;
  return [...new Set(filesets as string[])].sort().map((fileset) => ({ fileset, includeIgnored: true }));
}

/** The file that the build leaves beside the package's code: a digest of all that the package holds. */
const PACKAGE_CONTENT = join(assetRoot, 'content.json');

/** The package's content: one small file, since Nx would read two thousand for each task; printed where it is outside of the workspace. */
export function inputFromPackage(workspaceRoot: string): FilesetInput | { runtime: string } {
  const [file, root] = [PACKAGE_CONTENT, workspaceRoot].map(real);
  if (isInside(file, root)) return { fileset: `{workspaceRoot}/${slashed(relative(root, file))}`, includeIgnored: true };
  return { runtime: `cat "${file}" 2>/dev/null || true` };
}

/** Inputs for source folders; those that the package carries are in its content. Undefined where one is outside of the workspace. */
export function inputsFromFolders(folders: readonly string[], workspaceRoot: string): FilesetInput[] | undefined {
  const own = [...new Set(folders)].filter((folder) => !isInside(folder, assetRoot));
  if (own.some((folder) => !isVisible(folder, workspaceRoot))) return undefined;
  return own.map((folder) => ({ fileset: `{workspaceRoot}/${slashed(relative(workspaceRoot, folder))}/**/*`, includeIgnored: true }));
}

function filesetOf(glob: string, root: string, workspaceRoot: string): string | undefined {
  const project = resolve(workspaceRoot, root);
  const segments = glob.replaceAll('\\', '/').split('/');
  const wild = segments.findIndex((segment) => /[*?{[]/.test(segment));
  const base = resolve(project, segments.slice(0, wild < 0 ? segments.length : wild).join('/') || (isAbsolute(glob) ? '/' : '.'));
  if (!isVisible(base, workspaceRoot)) return undefined;
  const path = slashed(relative(workspaceRoot, base));
  if (wild < 0) return `{workspaceRoot}/${path}`;
  // The impulse's own folder holds the results as well: there, the glob itself has to do.
  const inner = base === project || isInside(project, base) ? inAnyCase(segments.slice(wild).join('/')) : '**/*';
  return `{workspaceRoot}/${path === '' ? '' : `${path}/`}${inner}`;
}

function isVisible(path: string, workspaceRoot: string): boolean {
  return isInside(path, workspaceRoot) && isInside(real(path), real(workspaceRoot)) && !leavesByLink(path, workspaceRoot, LINK_DEPTH);
}

/** Whether a link below a folder points out of the workspace, where Nx does not look. */
function leavesByLink(folder: string, workspaceRoot: string, depth: number): boolean {
  if (depth === 0 || !existsSync(folder)) return false;
  try {
    return readdirSync(folder, { withFileTypes: true }).some((entry) => {
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink()) return !isInside(real(path), real(workspaceRoot));
      if (!entry.isDirectory() || entry.name.startsWith('.') || entry.name === 'node_modules') return false;
      return leavesByLink(path, workspaceRoot, depth - 1);
    });
  } catch {
    return false;
  }
}

/** The path behind links; of a path that does not exist yet, that of its nearest folder that does. */
function real(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : real(parent);
}

function isInside(path: string, folder: string): boolean {
  const inner = relative(folder, path);
  return inner === '' || (!inner.startsWith('..') && !isAbsolute(inner));
}

function slashed(path: string): string {
  return path.split(sep).join('/');
}
