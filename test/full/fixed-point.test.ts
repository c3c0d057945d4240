import { expect, it } from 'vitest';
import { ACCURACY_TASKS, measureAccuracy } from '../accuracy-tasks';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';

/** Half a percentage point. */
const LOSS = 0.005;

/** The epochs of test/flow/real-recordings.test.ts: both arithmetics train alike. */
const shortened = (manifest: string): string => manifest.replace('block: conv-classifier', 'block: conv-classifier, epochs: 10');
const inQ15 = (manifest: string): string => manifest.replace(/\{ block: (mfcc|spectral-analysis) \}/, '{ block: $1, arithmetic: q15 }');

const tasks = ACCURACY_TASKS.filter(({ name }) => ['FSDD, same speakers', 'Edge Impulse gestures'].includes(name));

it.skipIf(tasks.some(({ dataset }) => !hasShared(dataset))).each(tasks.map((task) => [task.name, task] as const))(`in 16-bit fixed point loses nothing of %s (${NO_SHARED})`, async (name, task) => {
  const [run] = task.runs(unpackShared(task.dataset));
  const manifest = shortened(run.manifest);
  expect(inQ15(manifest)).not.toBe(manifest);
  const float = await measureAccuracy(task, { ...run, manifest }, makeFolder());
  const q15 = await measureAccuracy(task, { ...run, manifest: inQ15(manifest) }, makeFolder());
  console.log(`${name}: int8 behind float features ${float.int8.toFixed(4)}, behind q15 ${q15.int8.toFixed(4)}`);
  expect(q15.int8).toBeGreaterThanOrEqual(float.int8 - LOSS);
});
