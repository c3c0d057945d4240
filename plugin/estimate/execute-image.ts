import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ImpulseError } from '../errors';
import { buildCountingPlugin } from './counting-plugin';
import { needEmulatorTools } from './emulator-tools';
import type { Image } from './link-image';
import { readCounts, type CountedRun } from './read-counts';
import { runTool } from './run-tool';
import type { Core } from './target';

export interface RunOptions {
  /** What `emulator_read()` delivers. */
  input?: Uint8Array;
  /** Stage -> functions whose calls, with everything they call, belong to it. At most 15 stages. */
  stages?: Record<string, readonly string[]>;
  /** Default: 10 minutes. */
  timeoutMs?: number;
}

export interface ImageRun extends CountedRun {
  /** What `emulator_main()` returned. */
  status: number;
  /** What `emulator_write()` got. */
  output: Buffer;
  /** The most stack that a call through `emulator_measure()` used. */
  stackBytes: number;
}

const FAULT = 99;
const NOTHING = { counts: {}, stretches: [], functions: [] };

/**
 * Runs a linked image in QEMU under the counting plugin. `runImage` is the same with the counts verified.
 * @throws ImpulseError IMP_EMULATOR_MISSING, IMP_IMAGE_RUN
 */
export async function executeImage(image: Image, core: Core, options: RunOptions = {}): Promise<ImageRun> {
  const { qemu } = needEmulatorTools();
  const stages = Object.entries(options.stages ?? {});
  const folder = mkdtempSync(join(tmpdir(), 'impulse-run-'));
  try {
    writeFileSync(join(folder, 'input.bin'), options.input ?? new Uint8Array());
    const semihosting = ['-semihosting-config', 'enable=on,target=native'];
    const counting = measures(image) ? ['-plugin', [await pluginPath(qemu), 'out=counts.jsonl', ...pluginOptions(image, stages)].join(',')] : [];
    const args = ['-M', core.machine ?? '', '-display', 'none', '-monitor', 'none', '-serial', 'none', ...semihosting, '-kernel', image.elf, ...counting];
    const { status, stderr } = await runTool('qemu-system-arm', args, { cwd: folder, timeoutMs: options.timeoutMs ?? 600_000 });
    if (status === undefined || status === FAULT || !existsSync(join(folder, 'stack.bin'))) throw failure(status, stderr);
    return {
      status,
      output: readFileSync(join(folder, 'output.bin')),
      stackBytes: readFileSync(join(folder, 'stack.bin')).readUInt32LE(0),
      ...(counting.length > 0 ? readCounts(readFileSync(join(folder, 'counts.jsonl'), 'utf8'), stages.map(([name]) => name), image.symbols, core.model) : NOTHING),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** False for a program that never calls `emulator_measure()`: the linker has dropped the markers. */
function measures({ symbols }: Image): boolean {
  return symbols.some(({ name }) => name === 'emulator_begin');
}

/** A comma separates QEMU's options and is doubled in their values. */
async function pluginPath(qemu: string): Promise<string> {
  return (await buildCountingPlugin(qemu)).replace(/,/g, ',,');
}

function pluginOptions(image: Image, stages: [string, readonly string[]][]): string[] {
  const addresses = new Map(image.symbols.map(({ name, address }) => [name, address]));
  const marker = (name: string) => addresses.get(name) ?? 0;
  const watched = stages.flatMap(([, functions], index) =>
    functions.flatMap((name) => (addresses.has(name) ? [`stage=${addresses.get(name)}:${index + 1}`] : [])),
  );
  return [`begin=${marker('emulator_begin')}`, `end=${marker('emulator_end')}`, ...watched];
}

function failure(status: number | undefined, stderr: string): ImpulseError {
  const problem = stderr.trim().split('\n').slice(-5).join('\n') || (status === undefined ? 'it did not end in time' : `exit status ${status}`);
  return new ImpulseError('IMP_IMAGE_RUN', { problem });
}
