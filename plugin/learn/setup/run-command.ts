import { spawn } from 'node:child_process';
import { ImpulseError } from '../../errors';

/** Where a command of the set-up runs, and for how long. */
export interface CommandOptions {
  cwd: string;
  /** Ends the command; it then counts as failed. */
  timeoutMs?: number;
}

/**
 * Runs a command to its end and gives what it printed.
 * @throws IMP_TRAINING_SETUP_FAILED with its last lines
 */
export function runCommand(command: string, args: string[], { cwd, timeoutMs }: CommandOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, timeout: timeoutMs, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    const keep = (chunk: Buffer): void => void (printed += chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const fail = (problem: string): void =>
      reject(new ImpulseError('IMP_TRAINING_SETUP_FAILED', { command: [command, ...args].join(' '), problem, lines: lastLines(printed) }));
    child.on('error', ({ message }) => fail(message));
    child.on('close', (code, signal) => (code === 0 ? resolve(printed) : fail(signal ?? `exit code ${code}`)));
  });
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-8).join('\n');
}
