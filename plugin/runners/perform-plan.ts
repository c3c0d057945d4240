import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImpulseError, ImpulseErrors } from '../errors';
import { writeFileWhole } from '../files/write-file';
import { describeWork, type Work } from './describe-work';
import { BLOCK_ENGINE, loadEngine } from './engines';
import type { Engine, OwnCommand, StepEnd, StepHandle } from './engines/engine';
import type { StepResult, StepRun } from './envelope';
import { readProgress, type ProgressEvent } from './progress';
import { redactSecrets } from './redact-secrets';
import { runStep } from './run-step';
import { endingError, keptEnvelope, LINES_KEPT, repeatCommand } from './step-ending';

/** What a runner hears while a step runs. */
export interface WorkWatcher {
  started(handle: Pick<StepHandle, 'pid' | 'worker'>): void;
  progress(event: ProgressEvent): void;
  /** A line that the step printed. */
  line(text: string): void;
}

/**
 * Brings a step about in an engine and returns its result; `signal` cancels it. Where only the sources are present, it runs in this
 * process.
 *
 * @throws what went wrong, with the last lines and the command to repeat the step alone.
 */
export async function performPlan(
  work: Work, engine: Engine, own: OwnCommand | undefined, watcher: WorkWatcher, signal: AbortSignal,
): Promise<StepResult> {
  if (own === undefined) return judge(work, { status: 'ok', reason: '' }, await runStep(work.envelopePath, signal), [], engine);
  const handle = engine.submit(describeWork(work, own, engine));
  watcher.started(handle);
  signal.addEventListener('abort', handle.cancel);
  if (signal.aborted) handle.cancel();
  const lines: string[] = [];
  for await (const line of handle.logs) {
    const text = redactSecrets(line.text, work.plan.environment);
    const progress = readProgress(text);
    if (progress) {
      watcher.progress(progress);
      continue;
    }
    lines.push(text);
    if (lines.length > LINES_KEPT) lines.shift();
    watcher.line(text);
  }
  const end = await handle.result;
  signal.removeEventListener('abort', handle.cancel);
  // Its own containers, where it was ended before it could end them.
  if (work.envelope.containers && end.status !== 'ok') await (await loadEngine(BLOCK_ENGINE)).clean?.();
  return judge(work, end, readResult(work.envelopePath), lines, engine);
}

function readResult(envelopePath: string): StepResult | undefined {
  const path = join(dirname(envelopePath), 'step-result.json');
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as StepResult) : undefined;
}

/** The result of a step that did its work. An engine that saw memory run out is believed even where the step says that all went well. */
function judge(work: Work, end: StepEnd, result: StepResult | undefined, lines: readonly string[], engine: Engine): StepResult {
  const { plan, envelope, hints } = work;
  const { id, folders } = plan;
  if (end.status === 'ok' && result?.status === 'ok') return result;
  keepEnvelope({ ...envelope, folders });
  const command = repeatCommand(envelope.root, id);
  if (result?.status === 'failed' && ['ok', 'failed'].includes(end.status)) {
    const crashed = (message: string): ImpulseError =>
      new ImpulseError('IMP_STEP_CRASHED', { id, problem: redactSecrets(message, plan.environment), command });
    const errors = (result.errors ?? []).map(({ code, message, details, span }) =>
      code ? new ImpulseError(code, details, span) : crashed(message),
    );
    throw errors.length === 1 ? errors[0]! : new ImpulseErrors(errors);
  }
  throw endingError(end, { id, engine: engine.name, lines: lines.join('\n'), command, ...hints });
}

/** With this machine's folders: a container has ours elsewhere, and the step is to be repeated here. */
function keepEnvelope(envelope: StepRun): void {
  try {
    writeFileWhole(keptEnvelope(envelope.root, envelope.id), JSON.stringify(envelope, null, 2));
  } catch {
    // A full disk or a folder that may not be written to must not hide what became of the step.
  }
}
