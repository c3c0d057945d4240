import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImpulseError } from '../errors';
import { COUNTS_FILE, pluginArguments, type CountingRules } from './counting-plugin';
import { needEmulatorTools } from './emulator-tools';
import type { Image } from './link-image';
import { readCounts, type Attribution, type CountedRun } from './read-counts';
import { runTool } from './run-tool';
import type { Core } from './target';

/** What a program is given, and what is counted of it. */
export interface RunOptions extends Attribution, Pick<CountingRules, 'flashCache'> {
  /** What `emulator_read()` delivers. */
  input?: Uint8Array;
  /** The emulated clock goes on by one nanosecond an instruction, so that timers tell the same in each run. Slower. */
  exactClock?: boolean;
  /** Default: 10 minutes. */
  timeoutMs?: number;
}

/** What a program left behind. */
export interface ImageRun extends CountedRun {
  /** What `emulator_main()` returned. */
  status: number;
  /** What `emulator_write()` got. */
  output: Buffer;
  /** The most stack that a call through `emulator_measure()` used. */
  stackBytes: number;
}

const QUIET = ['-display', 'none', '-monitor', 'none', '-serial', 'none'];
const SEMIHOSTING = ['-semihosting-config', 'enable=on,target=native'];
const FAULT = 99;
const UNCOUNTED: CountedRun = { counts: {}, stretches: [], functions: [], regions: {} };

/**
 * Runs a linked image in QEMU under the counting plugin. `runImage` is the same with the counts verified.
 * @throws ImpulseError IMP_EMULATOR_MISSING, IMP_IMAGE_RUN
 */
export async function executeImage(image: Image, core: Core, options: RunOptions = {}): Promise<ImageRun> {
  const { qemu } = needEmulatorTools();
  const folder = mkdtempSync(join(tmpdir(), 'impulse-run-'));
  const read = (name: string) => readFileSync(join(folder, name));
  try {
    writeFileSync(join(folder, 'input.bin'), options.input ?? new Uint8Array());
    const counting = measures(image) ? await pluginArguments(image, options, { ...options, issue: core.issue }, qemu, folder) : [];
    const clock = options.exactClock ? ['-icount', 'shift=0'] : [];
    const args = ['-M', core.machine ?? '', ...QUIET, ...SEMIHOSTING, ...clock, '-kernel', image.elf, ...counting];
    const { status, stderr } = await runTool('qemu-system-arm', args, { cwd: folder, timeoutMs: options.timeoutMs ?? 600_000 });
    if (status === undefined || status === FAULT || !existsSync(join(folder, 'stack.bin'))) throw failure(status, stderr);
    return {
      status,
      output: read('output.bin'),
      stackBytes: read('stack.bin').readUInt32LE(0),
      ...(counting.length > 0 ? readCounts(read(COUNTS_FILE).toString(), image.symbols, options, core.model) : UNCOUNTED),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** False for a program that never calls `emulator_measure()`: the linker has dropped the markers. */
function measures({ symbols }: Image): boolean {
  return symbols.some(({ name }) => name === 'emulator_begin');
}

function failure(status: number | undefined, stderr: string): ImpulseError {
  const silent = status === undefined ? 'it did not end in time' : `exit status ${status}`;
  return new ImpulseError('IMP_IMAGE_RUN', { problem: stderr.trim().split('\n').slice(-5).join('\n') || silent });
}
