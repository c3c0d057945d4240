import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { tfjsNodeFolder } from './engine-folder';
import { runCommand } from './run-command';

const REACHABLE_MS = 5_000;
const DOWNLOAD_MS = 240_000;

/**
 * Lets tfjs-node's own install script fetch its library and a finished binding. Behind many firewalls its host cannot be reached; a short knock on
 * the door finds out. True when it worked.
 */
export async function downloadOwnLibrary(folder: string): Promise<boolean> {
  const script = join(tfjsNodeFolder(folder), 'scripts', 'install.js');
  const host = /https:\/\/[\w.-]+\//.exec(readFileSync(script, 'utf8'))?.[0];
  if (!host || !(await answers(host))) return false;
  try {
    await runCommand(process.execPath, [script], { cwd: tfjsNodeFolder(folder), timeoutMs: DOWNLOAD_MS });
    return true;
  } catch {
    return false;
  }
}

function answers(host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const knock = request(host, { method: 'HEAD', timeout: REACHABLE_MS }, (response) => {
      response.destroy();
      resolve(true);
    });
    knock.on('timeout', () => knock.destroy());
    knock.on('error', () => resolve(false));
    knock.on('close', () => resolve(false));
    knock.end();
  });
}
