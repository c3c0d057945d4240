import type { Image } from '../link-image';
import { runTool } from '../run-tool';
import type { Core } from '../target';
import { boundStack, type LinkedCode, type StackBound } from './bound-stack';
import { readDisassembly } from './read-disassembly';
import { readRelocations } from './read-relocations';

/** What stands beside the measured stack. */
export interface StackLimits {
  /** The most that any path can take, whether a window takes it or not; absent where there is no bound. */
  boundBytes?: number;
  /** The functions of that path. */
  path?: string[];
  /** Why there is no bound. */
  problem?: string;
  /** What an interrupt stores on the same stack, without the stack of its handler. */
  interruptFrameBytes: number;
}

/** The function that `emulator_measure()` calls in the programs of `sdk-cpp/emulator`. */
export const MEASURED_CALL = 'measured_call';

/** Bounds the stack of the call that was measured; undefined on a host. */
export async function limitStack(image: Image, core: Core): Promise<StackLimits | undefined> {
  if (core.toolchain !== 'arm-none-eabi') return undefined;
  const interruptFrameBytes = interruptFrame(core);
  const linked = await readLinkedCode(image);
  if ('problem' in linked) return { ...linked, interruptFrameBytes };
  const bound = await readable(boundStack(linked, MEASURED_CALL));
  return 'problem' in bound ? { ...bound, interruptFrameBytes } : { boundBytes: bound.bytes, path: bound.path, interruptFrameBytes };
}

/** What binutils tell of an image. The vectors and what else stands around the program are no target of its pointers. */
export async function readLinkedCode({ elf, symbols }: Pick<Image, 'elf' | 'symbols'>): Promise<LinkedCode | { problem: string }> {
  const tools = [runTool('arm-none-eabi-objdump', ['-d', '--no-show-raw-insn', elf]), runTool('arm-none-eabi-readelf', ['-rW', elf])];
  const [disassembly, relocations] = await Promise.all(tools);
  const failed = [disassembly, relocations].find(({ status }) => status !== 0);
  if (failed) return { problem: `binutils: ${failed.stderr.trim().split('\n')[0]}` };
  const harness = new Set(symbols.filter(({ name }) => name.startsWith('emulator_')).map(({ address }) => address));
  const taken = [...readRelocations(relocations.stdout)].filter(([, target]) => !harness.has(target));
  return { code: readDisassembly(disassembly.stdout), symbols, taken: new Map(taken) };
}

/**
 * What a Cortex-M stores when an interrupt comes (Arm DDI 0403, B1.5.7): 8 words, with an FPU 18 more (room for them is taken even where
 * they are stored lazily), and 4 bytes to align the frame to 8.
 */
function interruptFrame({ flags }: Core): number {
  const hasFpu = flags.some((flag) => /^-mfloat-abi=(hard|softfp)$/.test(flag));
  return 4 * (8 + (hasFpu ? 18 : 0)) + 4;
}

/** Names as C++ has them, without arguments. */
async function readable(bound: StackBound): Promise<StackBound> {
  const names = 'problem' in bound ? bound.problem.split(' ') : bound.path;
  const { status, stdout } = await runTool('arm-none-eabi-c++filt', ['-p', '--', ...names]);
  if (status !== 0) return bound;
  const lines = stdout.trimEnd().split('\n').map((line) => line.replaceAll('(anonymous namespace)::', ''));
  return 'problem' in bound ? { problem: lines.join(' ') } : { ...bound, path: lines };
}
