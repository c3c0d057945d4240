import { cpSync } from 'node:fs';
import type { Manifest } from '../manifest/manifest';
import { train } from '../steps/train';
import { describeFiles } from './try-files';
import { makeTraining } from './make-training';
import type { Bench } from './open-bench';
import type { OpenBlock } from './open-block';
import { readTraining } from './read-training';
import type { ModelTrial } from './trial';

/** A trial, and where its files lie as long as the bench is open. */
export interface OpenTrial {
  trial: ModelTrial;
  folder: string;
}

/**
 * Lets a block in a container learn.
 *
 * @param input folder of the npy files that Edge Impulse gives such blocks; default: data that is made up. @param keep receives the model.
 */
export async function tryTraining(bench: Bench, { use }: OpenBlock, input?: string, keep?: string): Promise<OpenTrial> {
  const data = bench.folder();
  const { task } = use.container!;
  const words = input === undefined ? makeTraining(data, task) : readTraining(input, data, task);
  const [plan] = train.plan({ learn: [{ ...use, input: ['data'] }] } as unknown as Manifest);
  const { output, metrics } = await bench.perform(plan!, { 'features:data': data, split: data });
  if (keep !== undefined) cpSync(output, keep, { recursive: true });
  return { trial: { kind: 'model', data: words, metrics, files: describeFiles(output) }, folder: output };
}
