import type { CompileOptions } from '../compile-model';
import type { Amounts } from './kernel-features';

/** What the amounts of one kernel are worth. */
export interface KernelCoefficients {
  cycles: Amounts;
  /** Bytes of code for each set of constants. */
  code: Amounts;
  /** Bytes of code that all layers share, whatever their constants. */
  bodyBytes?: number;
}

/** Fitted coefficients of an instruction set. */
export interface ArchCoefficients {
  /** The core that they were counted on. */
  core: string;
  kernels: Record<string, KernelCoefficients>;
  /** Of kernels without a row: per element read or written, per multiply-accumulate, per call. */
  other: KernelCoefficients;
  /** Code of any model beside its kernels. */
  modelBytes: number;
}

/** Written by `npm run bench -- costs --update`. */
export const COEFFICIENTS: Partial<Record<CompileOptions['arch'], ArchCoefficients>> = {
  'armv7e-m': {
    core: 'cortex-m4f',
    kernels: {
      add_s8: {
        cycles: { macs: 23.98, elements: 7.332e-15, one: 217.7 },
        code: { one: 116.2 }
      },
      average_pool_2d_integer: {
        cycles: { macs: 8.853, one: 891.1 },
        code: { one: 0 }
      },
      conv_2d_packed_s8: {
        cycles: { outputs: 12.75, general_outputs: 0.08573, steps: 16.39, turns: 2.501, filters: 1.686, window_rows: 30.7, gathered: 6.988, gathered_bytes: 3.483, shared: 10.26 },
        code: { general: 714.8, one: 450.3, byte_wise: 661.4, neighbours: 180.8, spatial: 670.5 }
      },
      conv_2d_s8: {
        cycles: { outputs: 57.23, taps: 7.797, macs: 8.862 },
        code: { one: 308.2, spatial: 104.3 }
      },
      conv_2d_shared_s8: {
        cycles: { steps: 20.27, filters: 318.8, outputs: 1.102e-13, tiles: 919.8, taps: 51.38, gathered: 12.53, gathered_bytes: 13.48 },
        code: { one: 48.44 },
        bodyBytes: 1130
      },
      conv_depthwise_packed_s8: {
        cycles: { steps: 16.78, turns: 0.9809, filters: 8.831, tiles: 467.7, gathered: 17.62, gathered_bytes: 5.907, depthwise_outputs: 30.44, depthwise_strided_outputs: 17.94, depthwise_lines: 120.3, depthwise_channels: 2.812e-13 },
        code: { one: 1438, unrolled: 83.41, byte_wise: 295.3, spatial: 462.4 }
      },
      depthwise_3x3_packed_s8: {
        cycles: { outputs: 20.15, strided_outputs: 9.845, in_place_outputs: 2.152, lines: 88.45 },
        code: { one: 778.6, in_place: 813.7 }
      },
      depthwise_conv_2d_s8: {
        cycles: { outputs: 14.77, taps: 20.84, macs: 7.012e-15, vectors: 8.249e-16 },
        code: { one: 254.8, spatial: 122.6 }
      },
      depthwise_packed_s8: {
        cycles: { outputs: 28.24, tap_pairs: 30.94, channels: 1.825 },
        code: { one: 321.1 }
      },
      depthwise_shared_s8: {
        cycles: { pixels: 182.2, taps: 15.02, outputs: 40.7, tap_pairs: 34.7, channels: 7.01 },
        code: { one: 0 },
        bodyBytes: 700
      },
      fully_connected_packed_s8: {
        cycles: { outputs: 26.41, general_outputs: 1.795, groups: 13.95, words: 18.07, turns: 21.84, rest: 9.48, one: 7.562 },
        code: { one: 189, unrolled: 77.73 }
      },
      softmax_s8: {
        cycles: { elements: 117.6, one: 400.2 },
        code: { one: 1536 }
      }
    },
    other: {
      cycles: { macs: 0.9208, elements: 7.671, one: 1154 },
      code: { one: 200 }
    },
    modelBytes: 0
  }
};
