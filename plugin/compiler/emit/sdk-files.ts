import type { CompileOptions } from '../compile-model';
import { ARCH_INCLUDES, BASES } from './arch-headers';
import { INCLUDES } from './kernel-headers';

/** Headers that the kernels share with the DSP blocks. */
const ELSEWHERE: Record<string, string> = { 'deterministic.h': 'include/impulse/deterministic.h' };

/** The folder of `nn/arch` that has the version of a header for an instruction set. */
function folderOf(header: string, arch: CompileOptions['arch'] | undefined): CompileOptions['arch'] | undefined {
  if (arch === undefined || ARCH_INCLUDES[arch]?.[header]) return arch;
  const base = BASES[arch];
  return base?.headers?.includes(header) === false ? undefined : folderOf(header, base?.arch);
}

/** What a header includes, in the version for an instruction set. */
export function includesOf(header: string, arch: CompileOptions['arch']): readonly string[] {
  const folder = folderOf(header, arch);
  return folder ? ARCH_INCLUDES[folder]![header] : INCLUDES[header];
}

/** The files of sdk-cpp that these kernels need, relative to `sdk-cpp/`; the caller copies them flat, beside the generated text. */
export function sdkFiles(kernels: readonly string[], arch: CompileOptions['arch']): string[] {
  const found = new Map<string, string>();
  const visit = (header: string): void => {
    if (found.has(header)) return;
    const folder = folderOf(header, arch);
    found.set(header, folder ? `nn/arch/${folder}/${header}` : (ELSEWHERE[header] ?? `nn/${header}`));
    includesOf(header, arch).forEach(visit);
  };
  ['layer_hook.h', 'placement.h', ...kernels.map((kernel) => `${kernel}.h`)].forEach(visit);
  return [...found.values()].sort();
}
