import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTrainingEngine } from '../../plugin/learn/setup/engine-folder';
import { makeFolder } from '../temp-folder';

const root = join(__dirname, '..', '..');
const script = [join(root, 'test', 'train-once.cjs'), join(root, 'plugin', 'dist')];
const checkpoint = () => join(makeFolder(), 'checkpoint.bin');
const hasTaskset = spawnSync('taskset', ['-c', '0', 'true']).status === 0;

describe.skipIf(!readTrainingEngine())('training on libtensorflow (needs nx-impulse setup training)', () => {
  it.skipIf(!hasTaskset)('gives the same weights on one CPU and on two (needs taskset)', () => {
    const [one, two] = ['0', '0,1'].map((cpus) => run('taskset', ['-c', cpus, process.execPath, ...script, checkpoint()]));
    expect(one.at(-1)).toMatch(/^[0-9a-f]{64}$/);
    expect(two).toEqual(one);
  });

  it('killed behind an epoch, goes on with the next one and ends with the weights of an undisturbed run', async () => {
    const undisturbed = run(process.execPath, [...script, checkpoint()]);
    const file = checkpoint();
    await killBehind('epoch 3', [...script, file]);
    const resumed = run(process.execPath, [...script, file]);
    expect(Number(resumed[0].split(' ')[1])).toBeGreaterThanOrEqual(4);
    expect(resumed.at(-1)).toBe(undisturbed.at(-1));
  });
});

function run(command: string, args: string[]): string[] {
  const { stdout, stderr, status } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split('\n');
}

/** Runs Node and kills it, without warning, when it has printed a line. */
function killBehind(line: string, args: string[]): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
      if (printed.includes(line)) child.kill('SIGKILL');
    });
    child.on('close', () => resolve());
  });
}
