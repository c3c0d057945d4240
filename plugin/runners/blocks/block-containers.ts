import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BlockContainers, StepContext } from '../../steps/step';
import { BLOCK_ENGINE, loadEngine } from '../engines';
import type { StepRun } from '../envelope';
import { repeatCommand } from '../step-ending';
import { type BlockScene, checkResult, containerOf, startBlock } from './block-work';
import { runBlockStep } from './run-block-step';
import { runEach } from './run-each';
import { serveBlock } from './serve-block';

/** What a step runs its blocks' containers by. `signal` ends them. @param command what repeats the run, for errors. */
export function openContainers(
  run: StepRun, progress: StepContext['progress'], signal: AbortSignal, command = repeatCommand(run.root, run.id),
): BlockContainers {
  const scene = async (): Promise<BlockScene> => ({ run, engine: await loadEngine(BLOCK_ENGINE), progress, signal, command });
  return {
    atOnce: run.containersAtOnce ?? 1,
    async run(name, asked) {
      const work = await startBlock(await scene(), name, asked);
      await work.done;
      checkResult(work, asked.check);
    },
    async runEach(name, shared, runs, onEnd) {
      await runEach(await scene(), name, shared, runs, onEnd);
    },
    async runStep(name, step) {
      const entered = await scene();
      return inWorkplace(run, (workplace) => runBlockStep(run, step, workplace, (asked) => startBlock(entered, name, asked)));
    },
    async serve(name) {
      const { port } = containerOf(run, name);
      const env = { PORT: String(port), HOST: '0.0.0.0' };
      return serveBlock(await startBlock(await scene(), name, { argv: [], mounts: [], env }, port), run.limits?.timeoutS);
    },
  };
}

async function inWorkplace<Result>({ scratch }: StepRun, work: (folder: string) => Promise<Result>): Promise<Result> {
  mkdirSync(scratch, { recursive: true });
  const folder = mkdtempSync(join(scratch, 'block-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
