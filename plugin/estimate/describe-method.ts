import { findCompiler } from '../native/find-compiler';
import { findEmulatorTools } from './emulator-tools';
import { describePower } from './energy';
import type { Estimate, VariantEstimate } from './estimate';
import { costOfLine } from './flash-cycles';
import { describeStack } from './stack/describe-stack';
import type { Core, Target } from './target';

/** Says in words and names what of an estimate was measured, what was modelled, and how far off the model is. */
export function describeMethod(
  how: Estimate['how'],
  target: Target,
  { instructions, windows, withFlashMs, energyMicrojoules, stackBytes, stack }: VariantEstimate,
): Pick<Estimate, 'how' | 'method' | 'measured' | 'modelled' | 'error' | 'tools'> {
  const { core, clockHz } = target;
  const hardware = core.model?.hardware;
  const power = energyMicrojoules === undefined ? {} : { energy: describePower(target)! };
  const modelledToo = Object.entries({ withFlashMs, energyMicrojoules }).flatMap(([name, figure]) => (figure === undefined ? [] : [name]));
  const flags = [...core.flags, ...core.optimize].join(' ');
  const linked = 'linked program with the impulse minus the same program without it, plus stack measured by painting';
  if (how === 'native') {
    const measured = ['flashBytes', 'staticRamBytes', 'stackBytes', 'latencyMs', ...(instructions === undefined ? [] : ['instructions'])];
    const method = { latency: 'CPU time of the machine that built it, median over recorded windows', memory: linked };
    return { how, method, measured, modelled: [], tools: { compiler: findCompiler().version, flags } };
  }
  if (how === 'analytic' && core.toolchain !== 'arm-none-eabi') {
    const method = {
      latency: `not calibrated: nothing is built or run for ${core.title}${here(core)}`,
      memory: 'analytic: constants and static memory alone, without code and stack; nothing was linked',
    };
    return { how, method, measured: [], modelled: ['flashBytes', 'ramBytes'], tools: {} };
  }
  if (how === 'analytic') {
    const method = {
      latency: 'analytic: multiplications times a usual cost; nothing was run',
      memory: 'analytic: constants and static memory plus a usual size of code and stack; nothing was linked',
      ...power,
      modelError: `not known: the emulator is not installed ("npx nx-impulse setup emulator")`,
    };
    return { how, method, measured: [], modelled: ['flashBytes', 'ramBytes', 'cycles', 'latencyMs', ...modelledToo], tools: {} };
  }
  const measured = ['flashBytes', 'staticRamBytes', 'stackBytes', 'instructions'];
  const ofStack = stack === undefined ? {} : { stack: describeStack(stackBytes ?? 0, stack) };
  const tools = { ...findEmulatorTools(), flags };
  if (!core.model || !hardware) {
    const method = { latency: 'not calibrated: only instructions are known', memory: linked, ...ofStack };
    return { how, method, measured, modelled: [], tools };
  }
  const clock = clockHz ? ` at ${clockHz.value / 1e6} MHz` : '';
  const counted = `instructions counted in QEMU in the dearest of ${windows} recorded windows, which is no bound`;
  const latency = `${counted}; cycles by the model of ${core.title}${clock}`;
  const flash = withFlashMs === undefined ? {} : { flash: describeFlash(target) };
  const method = { latency, memory: linked, ...ofStack, ...flash, ...power, modelError: errorText(hardware) };
  return { how, method, measured, modelled: ['cycles', 'latencyMs', ...modelledToo], error: hardware, tools };
}

/** Why that which runs on other machines does not run on this one. */
function here({ toolchain }: Core): string {
  return toolchain === 'host' ? ` on ${process.platform} ${process.arch}` : '';
}

function describeFlash({ flashCache, waitStates }: Target): string {
  const { lineBytes, dataLines, codeLines, readsPerLine, source, cyclesPerLine } = flashCache!;
  const cache = `${dataLines} lines of constants and ${codeLines} of instructions, ${lineBytes} B each (${source})`;
  const cycles = costOfLine({ flashCache, waitStates })!;
  const reads = `${readsPerLine} reads of ${waitStates!.value} wait states, not checked against hardware`;
  return `a line that the cache misses costs ${cycles} cycles (${cyclesPerLine?.source ?? reads}); the cache: ${cache}`;
}

function errorText({ low, high, points, basis }: NonNullable<Estimate['error']>): string {
  if (low === undefined || high === undefined) return `not known: ${basis}`;
  return `hardware needs ${low} to ${high} times the modelled cycles (${points} points): ${basis}`;
}
