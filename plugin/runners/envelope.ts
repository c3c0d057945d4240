import type { ContainerSpec } from '../manifest/manifest';
import type { Metrics, Pins } from '../steps/step';
import type { ErrorCode, ErrorDetails, SourceSpan } from '../errors';
import type { Hints } from './engines/engine';

/** `step-run.json`: everything a step gets, for every way of running it (`schemas/step-run.schema.json`). */
export interface StepRun {
  apiVersion: 'impulse-step/v1';
  id: string;
  /** Row of the step table. */
  step: string;
  params: Record<string, unknown>;
  /** Role -> absolute folder. */
  inputs: Record<string, string>;
  folders: Record<string, string>;
  root: string;
  output: string;
  scratch: string;
  pins: Pins;
  /** Blocks that are programs in containers, by their name in `folders`. */
  containers?: Record<string, ContainerSpec>;
  /** How many of them may work at once; default: 1. */
  containersAtOnce?: number;
  /** What each container may take. */
  limits?: Hints;
}

/** `step-result.json`: what became of it (`schemas/step-result.schema.json`). */
export interface StepResult {
  apiVersion: 'impulse-step/v1';
  status: 'ok' | 'failed';
  metrics?: Metrics;
  /** What the user has to know; without a code, the step itself is at fault. */
  errors?: StepError[];
  usage: { cpuSeconds: number; maxRssBytes: number };
}

/** An error on its way from a step's process to its runner. */
export interface StepError {
  code?: ErrorCode;
  message: string;
  details?: ErrorDetails;
  span?: SourceSpan;
}

/** The same on every machine: two threads give two CPUs work, and a third would change the sums. */
export const PINS: Pins = { threads: 2, seed: 1, maxIsa: 'AVX2' };

/** Variables that would change results behind the envelope's back, and a token that no step needs. */
const UNPINNED = /^(TF_|OMP_|KMP_|MKL_|ONEDNN_|DNNL_|LC_|LANG|SOURCE_DATE_EPOCH|NODE_OPTIONS|MALLOC_|NX_IMPULSE_REMOTE)/;

/** The environment of a step: locale, clock, threads and instruction set as the pins say, the rest as it was. */
export function pinEnvironment(pins: Pins, environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !UNPINNED.test(name));
  return {
    ...Object.fromEntries(kept),
    LC_ALL: 'C',
    TZ: 'UTC',
    SOURCE_DATE_EPOCH: '0',
    OMP_NUM_THREADS: String(pins.threads),
    TF_NUM_INTRAOP_THREADS: String(pins.threads),
    TF_NUM_INTEROP_THREADS: '1',
    ONEDNN_MAX_CPU_ISA: pins.maxIsa,
    TF_CPP_MIN_LOG_LEVEL: '2',
  };
}
