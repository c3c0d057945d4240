import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImpulseError } from '../errors';
import { addCounts } from './counts';
import type { ImageRun, RunOptions } from './execute-image';
import type { Image } from './link-image';
import type { Stretch } from './read-counts';
import { runTool } from './run-tool';

/**
 * Runs a program for the host as it is. Instructions are counted where the kernel lets a process do so; else `counts` is empty.
 * @throws ImpulseError IMP_IMAGE_RUN
 */
export async function executeOnHost(image: Image, { input, timeoutMs = 600_000 }: RunOptions = {}): Promise<ImageRun> {
  const folder = mkdtempSync(join(tmpdir(), 'impulse-run-'));
  try {
    writeFileSync(join(folder, 'input.bin'), input ?? new Uint8Array());
    const { status, stderr } = await runTool(image.elf, [], { cwd: folder, timeoutMs });
    if (status === undefined || !existsSync(join(folder, 'stack.bin'))) {
      throw new ImpulseError('IMP_IMAGE_RUN', { problem: stderr.trim() || `exit status ${status}` });
    }
    const stretches = readFileSync(join(folder, 'host.jsonl'), 'utf8').split('\n').filter(Boolean).map(readStretch);
    return {
      status,
      output: readFileSync(join(folder, 'output.bin')),
      stackBytes: readFileSync(join(folder, 'stack.bin')).readUInt32LE(0),
      counts: addCounts(stretches.map(({ counts }) => counts)),
      stretches,
      functions: [],
      regions: {},
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readStretch(line: string): Stretch {
  const { nanoseconds, instructions } = JSON.parse(line);
  return { counts: instructions < 0 ? {} : { total: instructions }, stages: {}, nanoseconds };
}
