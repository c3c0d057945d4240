import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const cli = resolve(__dirname, '../plugin/dist/plugin/cli.js');

/** `nx-impulse cache-server` in a process of its own. */
export interface CacheServer {
  address: string;
  /** What it printed. */
  lines: string[];
  process: ChildProcess;
  /** Sends the signal and resolves with the exit code. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

export async function startCacheServer(args: readonly string[], environment: Record<string, string>): Promise<CacheServer> {
  const child = spawn(process.execPath, [cli, 'cache-server', '--port', '0', ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const address = await new Promise<string>((found, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      lines.push(line);
      const [first] = /^http:\S+/.exec(line) ?? [];
      if (first) found(first);
    });
    child.on('close', (code) => reject(new Error(`cache-server ended with ${code}`)));
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  return { address, lines, process: child, end: (signal) => (child.kill(signal), ended) };
}
