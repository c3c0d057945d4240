/** A figure and the place it comes from: data sheet and section. */
export interface SourcedFigure {
  value: number;
  source: string;
}

/** `target.json`: a board. Figures are absent where the part is not fixed (the host). */
export interface Target {
  id: string;
  title: string;
  core: Core;
  clockHz?: SourcedFigure;
  flashBytes?: SourcedFigure;
  ramBytes?: SourcedFigure;
  /** Cycles that a read of flash waits at `clockHz`. */
  waitStates?: SourcedFigure;
  /** Absent: the flash is not modelled, and cycles are those of memories without wait states. */
  flashCache?: FlashCache;
  /** Of the part at `clockHz` while it computes. */
  activePowerMicrowatts?: SourcedFigure;
  /** Of the part while it waits for the next window. */
  idlePowerMicrowatts?: SourcedFigure;
}

/** The cache between a core and the flash of its part. */
export interface FlashCache {
  lineBytes: number;
  /** Lines that it holds of constants, and of instructions. */
  dataLines: number;
  codeLines: number;
  /** Reads of the flash that fill a line. */
  readsPerLine: number;
  source: string;
  /** Fitted to published times by `nx-impulse target fit`; without it a missed line costs `readsPerLine` times the wait states. */
  cyclesPerLine?: SourcedFigure;
}

/** A folder of `targets/cores`: how code for a core is built, run and costed. */
export interface Core {
  id: string;
  title: string;
  /** Absolute folder that holds `link.ld`. */
  folder: string;
  /** Instruction set of the kernels: `CompileOptions.arch`. */
  arch: 'portable' | 'armv6-m' | 'armv7-m' | 'armv7e-m' | 'armv7e-m-dual' | 'armv8.1-m' | 'x86-64';
  /** `host` programs run as they are, those of `arm-none-eabi` in QEMU; for `none` nothing is built. */
  toolchain: 'arm-none-eabi' | 'host' | 'none';
  /** Compiler flags that choose the core. */
  flags: string[];
  /** Compiler flags that choose the speed: reported beside every figure. */
  optimize: string[];
  /** QEMU's machine. */
  machine?: string;
  /** Rules by which the core issues two instructions in a cycle (`sdk-cpp/emulator/dual_issue.h`); absent where it never does. */
  issue?: 'cortex-m7' | 'cortex-m55';
  /** Absent: the core is not calibrated, and only instructions are known. */
  model?: CycleModel;
}

/** `cycles.json`. */
export interface CycleModel {
  source: string;
  /** Cycles that one count of a class adds; classes are the rows of `instruction_class.h`. */
  cycles: Record<string, number>;
  /** Published hardware cycles over modelled cycles of the same sources. */
  hardware: { low?: number; high?: number; points: number; basis: string };
  /** For estimates without an emulator. */
  analytic: {
    int8CyclesPerMac: number;
    float32CyclesPerMac: number;
    /** Per raw value of a window. */
    dspCyclesPerValue: number;
    codeBytes: number;
    stackBytes: number;
    source: string;
  };
}
