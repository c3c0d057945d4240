import { expect, it } from 'vitest';
import { ACCURACY_TASKS, measureAccuracy } from '../accuracy-tasks';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';

/** The short form: one run a task, speech with a third of the epochs. The goals are those of the whole form, in test/full. */
const FLOORS: Record<string, number> = { 'FSDD, same speakers': 0.93, 'HAPT, six subjects held out': 0.9, 'Edge Impulse gestures': 0.99 };

const tasks = ACCURACY_TASKS.filter(({ name }) => name in FLOORS);

it.skipIf(tasks.some(({ dataset }) => !hasShared(dataset))).each(tasks.map((task) => [task.name, task] as const))(`trains, quantizes, compiles and evaluates %s (${NO_SHARED})`, async (name, task) => {
  const [run] = task.runs(unpackShared(task.dataset));
  const manifest = run.manifest.replace('block: conv-classifier', 'block: conv-classifier, epochs: 10');
  expect((await measureAccuracy(task, { ...run, manifest }, makeFolder())).int8).toBeGreaterThan(FLOORS[name]);
});
