import { cpSync } from 'node:fs';
import type { Manifest } from '../manifest/manifest';
import { train } from '../steps/train';
import { describeFiles } from './try-files';
import { MADE_UP_DATA, makeTraining } from './make-training';
import type { Bench } from './open-bench';
import type { OpenBlock } from './open-block';
import type { ModelTrial } from './trial';

/** Lets a block in a container learn from data that is made up. @param keep receives the model: absolute folder. */
export async function tryTraining(bench: Bench, { use }: OpenBlock, keep?: string): Promise<ModelTrial & { folder: string }> {
  const data = bench.folder();
  makeTraining(data, use.container!.task);
  const [plan] = train.plan({ learn: [{ ...use, input: ['data'] }] } as unknown as Manifest);
  const { output, metrics } = await bench.perform(plan!, { 'features:data': data, split: data });
  if (keep !== undefined) cpSync(output, keep, { recursive: true });
  return { kind: 'model', data: MADE_UP_DATA, metrics, files: describeFiles(output), folder: output };
}
