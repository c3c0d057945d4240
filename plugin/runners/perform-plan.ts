import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ImpulseError, ImpulseErrors } from '../errors';
import { describeWork, type Work } from './describe-work';
import type { Engine, OwnCommand, StepEnd, StepHandle, StepStatus } from './engines/engine';
import type { StepResult } from './envelope';
import { readProgress, type ProgressEvent } from './progress';
import { publishFolder } from './publish';
import { redactSecrets } from './redact-secrets';
import { runStep } from './run-step';
import { writeFileWhole } from './write-file';

/** What a runner hears while a step runs. */
export interface WorkWatcher {
  started(handle: Pick<StepHandle, 'pid' | 'worker'>): void;
  progress(event: ProgressEvent): void;
  /** A line that the step printed. */
  line(text: string): void;
}

/** Lines that an error shows. */
const LINES_KEPT = 20;

const ENDINGS: Record<Exclude<StepStatus, 'ok'>, ImpulseError['code']> = {
  failed: 'IMP_STEP_DIED',
  oom: 'IMP_STEP_MEMORY',
  timeout: 'IMP_STEP_TIMEOUT',
  cancelled: 'IMP_STEP_CANCELLED',
  lost: 'IMP_STEP_LOST',
  unschedulable: 'IMP_STEP_UNSCHEDULABLE',
  'image-missing': 'IMP_IMAGE_MISSING',
};

/**
 * Brings a step about in an engine and returns its result; `signal` cancels it. Where only the sources are present, it runs in this
 * process.
 *
 * @throws what went wrong, with the last lines and the command to repeat the step alone.
 */
export async function performPlan(
  work: Work, engine: Engine, own: OwnCommand | undefined, watcher: WorkWatcher, signal: AbortSignal,
): Promise<StepResult> {
  if (own === undefined) return judge(work, { status: 'ok', reason: '' }, await runStep(work.envelopePath), [], engine);
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
  const kept = join(publishFolder(envelope.root, id), 'step-run.json');
  // With this machine's folders: a container has ours elsewhere, and the step is to be repeated here.
  writeFileWhole(kept, JSON.stringify({ ...envelope, folders }, null, 2));
  const command = `npx nx-impulse run-step ${kept}`;
  if (result?.status === 'failed' && ['ok', 'failed'].includes(end.status)) {
    const crashed = (message: string): ImpulseError =>
      new ImpulseError('IMP_STEP_CRASHED', { id, problem: redactSecrets(message, plan.environment), command });
    const errors = (result.errors ?? []).map(({ code, message, details, span }) =>
      code ? new ImpulseError(code, details, span) : crashed(message),
    );
    throw errors.length === 1 ? errors[0]! : new ImpulseErrors(errors);
  }
  const code = ENDINGS[end.status === 'ok' ? 'failed' : end.status];
  throw new ImpulseError(code, { id, engine: engine.name, death: end.reason, lines: lines.join('\n'), command, ...hints });
}
