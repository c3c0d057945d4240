import { describe, expect, it } from 'vitest';
import { ACCURACY_TASKS, measureAccuracy } from '../accuracy-tasks';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';

const percent = (share: number) => `${(share * 100).toFixed(2)} %`;

describe('accuracy and AUC on real recordings, int8, by the compiled C++', () => {
  for (const task of ACCURACY_TASKS) {
    it.skipIf(!hasShared(task.dataset))(`reaches ${task.goal * 100} % on ${task.name} (${NO_SHARED})`, async () => {
      const accuracies: number[] = [];
      for (const run of task.runs(unpackShared(task.dataset))) {
        accuracies.push((await measureAccuracy(task, run, makeFolder())).int8);
        console.log(`${task.name}: ${run.name}: ${percent(accuracies.at(-1) as number)}`);
      }
      const mean = accuracies.reduce((sum, accuracy) => sum + accuracy, 0) / accuracies.length;
      console.log(`${task.name}: mean ${percent(mean)}, goal ${percent(task.goal)}`);
      expect(mean).toBeGreaterThanOrEqual(task.goal);
    });
  }
});
