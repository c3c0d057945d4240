import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INTERPRETERS, ONNX, pythonWith } from '../python-env';

/** A model and its runs: one entry a run, the model's inputs one after another. */
export interface ModelRuns {
  file: Uint8Array;
  inputs: Uint8Array[];
  outputCount: number;
}

/** Outputs of an interpreter, run by run, or why it refused the model. */
export type InterpreterResult = { outputs: Buffer } | { error: string };

/** Runs models in the tflite-micro wheel, all in one Python process. */
export function runTflm(models: readonly ModelRuns[]): InterpreterResult[] {
  return runInterpreter('run_tflm.py', models);
}

/** Runs models by LiteRT's reference kernels, all in one Python process. */
export function runLiteRt(models: readonly ModelRuns[]): InterpreterResult[] {
  return runInterpreter('run_litert.py', models);
}

/** Runs ONNX models by onnxruntime, all in one Python process. */
export function runOnnx(models: readonly ModelRuns[]): InterpreterResult[] {
  return runInterpreter('run_onnx.py', models, ONNX);
}

function runInterpreter(script: string, models: readonly ModelRuns[], requirements = INTERPRETERS): InterpreterResult[] {
  const folder = mkdtempSync(join(tmpdir(), 'nx-impulse-interpreter-'));
  try {
    const jobs = models.map(({ file, inputs, outputCount }, index) => {
      const job = { model: join(folder, `${index}.tflite`), inputs: join(folder, `${index}.in`), outputs: join(folder, `${index}.out`), outputCount };
      writeFileSync(job.model, file);
      writeFileSync(job.inputs, Buffer.concat(inputs));
      return job;
    });
    return answerJobs(pythonWith(requirements), join(__dirname, '..', 'python', script), jobs).map((error, index) =>
      (error === undefined ? { outputs: readFileSync(jobs[index].outputs) } : { error }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What an interpreter says of each job, undefined where it ran. One that a model ends by a signal begins anew behind it. */
function answerJobs(python: string, script: string, jobs: readonly object[]): (string | undefined)[] {
  const answers: (string | undefined)[] = [];
  while (answers.length < jobs.length) {
    const input = jobs.slice(answers.length).map((job) => JSON.stringify(job)).join('\n');
    const { stdout, stderr, signal, status } = spawnSync(python, [script], { input, maxBuffer: 1 << 28 });
    const lines = stdout.toString().split('\n').filter(Boolean);
    answers.push(...lines.map((line) => (JSON.parse(line) as { error?: string }).error));
    if (answers.length === jobs.length) break;
    if (!signal) throw new Error(`${script} ended with status ${status}: ${stderr.toString().slice(-500)}`);
    answers.push(`the interpreter ended by ${signal}`);
  }
  return answers;
}
