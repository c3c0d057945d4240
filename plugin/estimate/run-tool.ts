import { execFile } from 'node:child_process';

/** How a tool ended, and what it said. */
export interface ToolResult {
  /** Exit status; undefined where the tool was ended by `timeoutMs` or a signal, or does not exist. */
  status: number | undefined;
  stdout: string;
  stderr: string;
}

/** Runs a program to its end, without a shell and in the C locale. Never throws: the caller knows which words help. */
export function runTool(command: string, args: readonly string[], options: { cwd?: string; timeoutMs?: number } = {}): Promise<ToolResult> {
  return new Promise((done) => {
    const env = { ...process.env, LC_ALL: 'C' };
    const settings = { cwd: options.cwd, timeout: options.timeoutMs, killSignal: 'SIGKILL' as const, maxBuffer: 64 << 20, env };
    const child = execFile(command, args, settings, (error, stdout, stderr) => {
      const killed = error !== null && child.exitCode === null;
      done({ status: error ? (child.exitCode ?? undefined) : 0, stdout, stderr: stderr || (killed ? error.message : '') });
    });
  });
}
