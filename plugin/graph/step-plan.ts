import type { ContainerSpec, Manifest } from '../manifest/manifest';
import type { RunRecord } from '../steps/step';

/** One unit of work of one impulse, resolved: everything that can change its result is here or in the artefacts it reads. */
export interface StepPlan {
  /** Unique in the impulse: the step's name, or name and item as in `features--mfcc`, `compile--rp2040`. */
  id: string;
  /** Row of the step table. */
  step: string;
  /** The DSP block, learn block or target that this plan is for. */
  item?: string;
  /** Canonical JSON: goes into the key and, unchanged, to the step. */
  params: Record<string, unknown>;
  /** Role in the step -> id of the plan whose artefact it reads. */
  inputs: Record<string, string>;
  /** Files outside the artefacts that the step reads: globs relative to the impulse's folder (or absolute). Their content is in the key. */
  files: string[];
  /** Absolute folders (blocks, targets, sdk-cpp) whose content is in the key. */
  folders: Record<string, string>;
  /** Blocks that are programs in containers, by their name in `folders`: what their images are built on is in the key. */
  containers?: Record<string, ContainerSpec>;
  /** How many of their containers may work at once: never part of a key. */
  atOnce?: number;
  /** Environment variables that the step reads, such as a signing key: their values are in the key, as digests. */
  environment?: string[];
  /** Manifest sections that `params` was made of: for `explain`. */
  sections: string[];
  /** Hardware target, for the steps that have one. */
  target?: string;
}

/** What a row of the step table adds to the plan, made without loading the step's own code. */
export interface StepRow {
  name: string;
  /** One sentence for `--help` and `explain`. */
  summary: string;
  /** Plans of this step for a manifest, in order. Pure and light: the Nx daemon calls it. */
  plan(manifest: Manifest): StepPlan[];
  /** Loads the step's code. */
  load(): Promise<{ run: import('../steps/step').RunStep }>;
  /** Never run in a batch, and show progress: long or containerised work. */
  heavy?: boolean;
  /**
   * Versions of the tools outside the package that the result depends on: part of the key. Asked only when a step is about to run;
   * without a plan: of every tool that any plan of the step may need.
   */
  tools?(plan?: StepPlan): Promise<Record<string, string>>;
  /**
   * The same for Nx, which hashes what a shell prints: a command that prints something else whenever `tools` would say something else.
   * Nx runs it in each command, also where nothing is left to do, so it has to be quick. Undefined where the plan needs no tool.
   */
  toolsCommand?(plan: StepPlan): string | undefined;
  /**
   * Name -> digest of what the step reads outside of this machine, such as a bucket: part of the key. Asked each time, so Nx does not cache
   * such a step, and it runs where credentials are: on this machine.
   */
  outside?(plan: StepPlan): Promise<Record<string, string>>;
  /** Files of the artefact that people open (a name, or `*` and its ending), copied into `.impulse/<id>/` beside `artefact.json`. */
  publish?: string[];
  /** Loads what adds to published files what the artefact must not tell: when and where each step ran. */
  present?(): Promise<{ present: PresentRuns }>;
}

/**
 * Published files by name, as text.
 *
 * @param artefact Its folder. @param runs Of all that it is made of, producers first, and its own.
 */
export type PresentRuns = (artefact: string, runs: readonly RunRecord[]) => Record<string, string>;
