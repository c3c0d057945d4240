import { join, relative } from 'node:path';

/**
 * The command whose output stands for the plugin and its tools in the hash of every task: Nx runs it in the workspace's root, once
 * for all tasks. Its path is relative, so that equal workspaces have equal hashes.
 */
export function runtimeCommand(workspaceRoot: string): string {
  return `node ${JSON.stringify(relative(workspaceRoot, join(__dirname, 'print-runtime.js')).replaceAll('\\', '/'))}`;
}
