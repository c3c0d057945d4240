import { describe, expect, it } from 'vitest';
import { ACCURACY_TASKS, measureAccuracy } from '../accuracy-tasks';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';

describe('accuracy on real recordings, int8, by the compiled C++', () => {
  for (const task of ACCURACY_TASKS) {
    it.skipIf(!hasShared(task.dataset))(`reaches ${task.goal * 100} % on ${task.name} (${NO_SHARED})`, async () => {
      const accuracies: number[] = [];
      for (const run of task.runs(unpackShared(task.dataset))) accuracies.push(await measureAccuracy(task, run, makeFolder()));
      expect(accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length).toBeGreaterThanOrEqual(task.goal);
    });
  }
});
