import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaValidator } from '../../../schemas/validate';
import type { ContainerRun, ContainerStep, Metrics } from '../../steps/step';
import type { StepResult, StepRun } from '../envelope';
import { type BlockWork, checkResult } from './block-work';

/** Where a block of our own contract finds things. */
const HOME = '/impulse';

/**
 * Runs a block by our own contract: it is started with the path of `step-run.json` behind its own words, writes below `output`, and
 * leaves `step-result.json` beside `step-run.json`.
 *
 * @throws IMP_BLOCK_RESULT where it leaves none that is whole, IMP_BLOCK_FAILED where it says itself what is wrong.
 */
export async function runBlockStep(
  run: StepRun, asked: ContainerStep, workplace: string, start: (run: ContainerRun) => Promise<BlockWork>,
): Promise<Metrics> {
  const { params, inputs, output, what, check } = asked;
  const folders = Object.entries(inputs).map(([role, host]) => ({ role, host, inside: `${HOME}/inputs/${role}` }));
  const { apiVersion, id, step, pins } = run;
  const places = { folders: {}, root: `${HOME}/run`, output: `${HOME}/output`, scratch: '/tmp' };
  const found = Object.fromEntries(folders.map(({ role, inside }) => [role, inside]));
  const envelope = { apiVersion, id, step, params, inputs: found, ...places, pins };
  writeFileSync(join(workplace, 'step-run.json'), `${JSON.stringify(envelope, null, 2)}\n`);
  const work = await start({
    argv: [`${HOME}/run/step-run.json`],
    mounts: [
      ...folders.map(({ host, inside }) => ({ host, inside })),
      { host: workplace, inside: `${HOME}/run`, writable: true },
      { host: output, inside: `${HOME}/output`, writable: true },
    ],
    ...(what === undefined ? {} : { what }),
  });
  const ended: unknown = await work.done.then(() => undefined, (error: unknown) => error);
  const result = readResult(join(workplace, 'step-result.json'), work);
  // What the block itself says is worth more than its exit code.
  if (result?.status === 'failed') throw work.error('IMP_BLOCK_FAILED', { problem: describeProblem(result) });
  if (ended !== undefined) throw ended;
  if (result === undefined) throw work.error('IMP_BLOCK_RESULT', { problem: 'step-result.json is missing' });
  checkResult(work, check);
  return result.metrics ?? {};
}

function describeProblem({ errors = [] }: StepResult): string {
  return errors.map(({ message }) => message.trim().replace(/\.$/, '')).join('; ') || 'it does not say why';
}

function readResult(path: string, work: BlockWork): StepResult | undefined {
  if (!existsSync(path)) return undefined;
  let result: unknown;
  try {
    result = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw work.error('IMP_BLOCK_RESULT', { problem: `step-result.json is no JSON (${(error as Error).message})` });
  }
  const [problem] = schemaValidator('step-result')(result);
  if (problem) throw work.error('IMP_BLOCK_RESULT', { problem: `step-result.json: /${problem.path.join('/')} ${problem.message}` });
  return result as StepResult;
}
