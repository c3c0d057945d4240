import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7e-m`. */
export const ARMV7E_M: ArchCoefficients = {
  core: 'cortex-m4f',
  kernels: {
    add_s8: {
      cycles: { macs: 15.7, one: 1166 },
      code: { one: 531.9 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 2.583, one: 750 },
      code: { one: 311.7 }
    },
    conv_2d_packed_s8: {
      cycles: { outputs: 4.528, general_outputs: 1.577, overwriting_outputs: 0.7615, steps: 16.2, turns: 6.094, filters: 61.34, window_rows: 16.89, gathered: 6.797, gathered_bytes: 1.983, shared: 9.035 },
      code: { general: 440, one: 762.6, byte_wise: 433.2, neighbours: 373.7, spatial: 502 }
    },
    conv_2d_s8: {
      cycles: { outputs: 54.01, taps: 9.11, macs: 8.902 },
      code: { one: 292.7, spatial: 104.1 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 19.94, filters: 78.7, outputs: 24.19, tiles: 440.5, taps: 46.18, gathered: 17.02, gathered_bytes: 18.43 },
      code: { one: 41.31 },
      bodyBytes: 1128
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 1.044 },
      code: { convolution: 1.532 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 1.001, depthwise: 1.113, pointwise: 1.041 },
      code: { convolution: 1.151, depthwise: 1.395, pointwise: 0.848 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 0.9596, depthwise: 1.285 },
      code: { convolution: 0.6167, depthwise: 1.587 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 3.823, convolution: 0.9903 },
      code: { convolution: 0.7217 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 36.34, general_outputs: 2.318, products: 67.91, expanded: 38.94 },
      code: { general: 71.93, one: 4352 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 35.19, general_outputs: 2.426, products: 68.63, windows: 0.003563 },
      code: { general: 68.01, one: 3473 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 22.04, strided_outputs: 10.37, in_place_outputs: 1.296, lines: 65.16 },
      code: { one: 1217, in_place: 665.6 }
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 39.98, strided_outputs: 5.403, lines: 83.39, channels: 29.39 },
      code: { one: 256.8 },
      bodyBytes: 776
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 9.855, taps: 21.63 },
      code: { one: 352.5, spatial: 123.9 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 1.091, pointwise: 0.9649 },
      code: { depthwise: 1.443, pointwise: 0.7384 }
    },
    depthwise_packed_s8: {
      cycles: { outputs: 28.24, tap_pairs: 30.94, channels: 1.825 },
      code: { one: 305.3 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 157.3, taps: 19.15, outputs: 32.97, tap_pairs: 33.99, channels: 7.772 },
      code: { one: 258.8 },
      bodyBytes: 718
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 19.47, general_outputs: 1.861, groups: 44.45, words: 16.57, turns: 33.32, rest: 3.312, one: 8.422 },
      code: { one: 171, unrolled: 77.84 }
    },
    fully_connected_s8: {
      cycles: { outputs: 28.95, macs: 9.021 },
      code: { one: 168.7 }
    },
    softmax_s8: {
      cycles: { elements: 125, one: 464.8 },
      code: { one: 0 }
    }
  },
  other: {
    cycles: { elements: 3.959, one: 1031 },
    code: { one: 200 }
  }
};
