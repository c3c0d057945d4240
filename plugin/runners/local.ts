import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { assetRoot } from '../paths';
import { pinEnvironment, type ProgressEvent, type StepResult, type StepRun } from './envelope';
import { runStep } from './run-step';

/** What a runner tells while a step runs. */
export interface StepWatcher {
  progress(event: ProgressEvent): void;
  /** A line that the step printed. */
  line(text: string): void;
  /** The process that works now. */
  started(pid: number): void;
}

/** How a step ended: its result, or the way its process died. */
export type StepEnd = { result: StepResult } | { died: string; lines: string[] };

const LINES_KEPT = 20;

/** Runs an envelope in a process of its own, which ends with this one. Where only the sources are present, in this process. */
export async function runLocally(envelope: string, watcher: StepWatcher): Promise<StepEnd> {
  const cli = join(assetRoot, 'plugin', 'cli.js');
  if (!existsSync(cli)) return { result: await runStep(envelope) };

  const { pins } = JSON.parse(readFileSync(envelope, 'utf8')) as StepRun;
  const child = spawn(process.execPath, [cli, 'run-step', envelope], {
    cwd: dirname(envelope),
    env: { ...pinEnvironment(pins, process.env), NX_IMPULSE_PROGRESS_FD: '3' },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  if (child.pid !== undefined) watcher.started(child.pid);
  const lines = watchOutput(child, watcher);
  const death = await ending(child);
  const result = readResult(envelope);
  return result ? { result } : { died: death, lines };
}

/** Passes output on and keeps its last lines for the error text. */
function watchOutput(child: ChildProcess, watcher: StepWatcher): string[] {
  const lines: string[] = [];
  const [, out, error, progress] = child.stdio as NodeJS.ReadableStream[];
  for (const stream of [out!, error!]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (lines.length > LINES_KEPT) lines.shift();
      watcher.line(line);
    });
  }
  createInterface({ input: progress! }).on('line', (line) => watcher.progress(JSON.parse(line) as ProgressEvent));
  return lines;
}

function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(signal ? `signal ${signal}` : `exit code ${code}`));
  });
}

function readResult(envelope: string): StepResult | undefined {
  const path = join(dirname(envelope), 'step-result.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as StepResult) : undefined;
}
