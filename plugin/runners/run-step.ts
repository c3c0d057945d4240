import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImpulseError, ImpulseErrors } from '../errors';
import { refusalOf } from '../frame-errors';
import { schemaValidator } from '../../schemas/validate';
import { writeFileWhole } from '../files/write-file';
import { STEPS } from '../steps';
import type { StepContext } from '../steps/step';
import { openContainers } from './blocks/block-containers';
import { cpuSeconds } from './cpu-seconds';
import { isWatched } from './end-with-parent';
import type { StepError, StepResult, StepRun } from './envelope';
import { printProgress, type ProgressEvent } from './progress';

/** Runs the step that an envelope describes, in this process, and writes `step-result.json` beside it. Every runner ends here. */
export async function runStep(envelope: string, signal: AbortSignal = new AbortController().signal): Promise<StepResult> {
  const run = readEnvelope(envelope);
  const result = await performStep(run, isWatched() ? printProgress : () => {}, signal);
  writeFileWhole(join(dirname(envelope), 'step-result.json'), JSON.stringify(result, null, 2));
  return result;
}

/** @throws IMP_ENVELOPE_INVALID */
function readEnvelope(path: string): StepRun {
  const invalid = (problem: string): ImpulseError => new ImpulseError('IMP_ENVELOPE_INVALID', { path, problem });
  let run: unknown;
  try {
    run = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw invalid((error as Error).message);
  }
  const [problem] = schemaValidator('step-run')(run);
  if (problem) throw invalid(`/${problem.path.join('/')} ${problem.message}`);
  return run as StepRun;
}

/** Runs a step here; errors become part of the result. */
export async function performStep(
  run: StepRun, progress: (event: ProgressEvent) => void, signal: AbortSignal = new AbortController().signal,
): Promise<StepResult> {
  const before = cpuSeconds();
  const outcome = await attemptStep(run, progress, signal);
  const usage = { cpuSeconds: cpuSeconds() - before, maxRssBytes: process.resourceUsage().maxRSS * 1024 };
  return { apiVersion: 'impulse-step/v1', ...outcome, usage };
}

async function attemptStep(
  run: StepRun, onProgress: (event: ProgressEvent) => void, signal: AbortSignal,
): Promise<Omit<StepResult, 'apiVersion' | 'usage'>> {
  try {
    const row = STEPS.find(({ name }) => name === run.step);
    if (row === undefined) throw new ImpulseError('IMP_STEP_UNKNOWN', { step: run.step, known: STEPS.map(({ name }) => name).join(', ') });
    mkdirSync(run.output, { recursive: true });
    mkdirSync(run.scratch, { recursive: true });
    if (readdirSync(run.output).length > 0) throw new ImpulseError('IMP_OUTPUT_USED', { folder: run.output });
    const { run: work } = await row.load();
    const progress: StepContext['progress'] = (message, done) => onProgress({ message, ...(done === undefined ? {} : { done }) });
    const metrics = await work({ ...run, progress, containers: openContainers(run, progress, signal) });
    return { status: 'ok', metrics };
  } catch (error) {
    return { status: 'failed', errors: describeErrors(error) };
  }
}

function describeErrors(error: unknown): StepError[] {
  if (error instanceof ImpulseErrors) return error.errors.flatMap(describeErrors);
  const known = error instanceof ImpulseError ? error : refusalOf(error);
  if (known) {
    const { code, message, details, span } = known;
    return [{ code, message, details, ...(span ? { span } : {}) }];
  }
  return [{ message: error instanceof Error ? (error.stack ?? error.message) : String(error) }];
}
