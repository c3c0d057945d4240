// Trains every task of test/accuracy-tasks.ts on the real recordings of ../shared (about an hour on 2 cores) and prints its int8 accuracy.
import { spawnSync } from 'node:child_process';

/** @param {{ root: string }} context */
export async function run({ root }) {
  console.log('accuracy on real recordings, int8, test side, by the compiled C++');
  const args = ['vitest', 'run', '--project', 'full', 'test/full/accuracy.test.ts', '--disable-console-intercept', '--reporter', 'dot'];
  spawnSync('npx', args, { cwd: root, stdio: 'inherit' });
}
