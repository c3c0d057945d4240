import type { ArchCoefficients } from '../arch-coefficients';

/** Written by `npm run bench -- costs --update --arch=armv7e-m`. */
export const ARMV7E_M: ArchCoefficients = {
  core: 'cortex-m4f',
  kernels: {
    add_affine_s8: {
      cycles: { macs: 9.689, one: 774.8 },
      code: { one: 150.5 }
    },
    average_pool_2d_integer: {
      cycles: { macs: 2.584, one: 743.3 },
      code: { one: 357.1 }
    },
    conv_2d_packed_s8: {
      cycles: { general_outputs: 1.746, steps: 15.98, turns: 7.064, filters: 85.4, window_rows: 10.01, gathered: 7.345, gathered_bytes: 2.161, shared: 9.025 },
      code: { general: 469.4, one: 819.2, byte_wise: 473.3, neighbours: 341.7, spatial: 530.6 }
    },
    conv_2d_s8: {
      cycles: { outputs: 54.01, taps: 9.121, macs: 8.896 },
      code: { one: 292.7, spatial: 104.1 }
    },
    conv_2d_shared_s8: {
      cycles: { steps: 20.18, outputs: 9.768, tiles: 407.9, taps: 67.01, gathered: 14.08, gathered_bytes: 9.312 },
      code: { one: 179 },
      bodyBytes: 1174
    },
    conv_average_pool_packed_s8: {
      cycles: { convolution: 1.114 },
      code: { convolution: 1.652 }
    },
    conv_depthwise_conv_packed_s8: {
      cycles: { convolution: 0.8128, depthwise: 1.08, pointwise: 1.228 },
      code: { convolution: 1.363, depthwise: 1.71, pointwise: 1.161 }
    },
    conv_depthwise_packed_s8: {
      cycles: { convolution: 0.9316, depthwise: 1.091 },
      code: { convolution: 1.291, depthwise: 1.376 }
    },
    conv_max_pool_packed_s8: {
      cycles: { sums: 4.877, convolution: 0.9635 },
      code: { convolution: 0.6127 }
    },
    conv_winograd_add_s8: {
      cycles: { sums: 8.122, convolution: 1 },
      code: { convolution: 1.095 }
    },
    conv_winograd_expanding_add_s8: {
      cycles: { sums: 9.598, convolution: 1 },
      code: { convolution: 1.06 }
    },
    conv_winograd_expanding_s8: {
      cycles: { outputs: 35.7, general_outputs: 2.37, products: 68.38, expanded: 39.87 },
      code: { general: 30.06, one: 2870 }
    },
    conv_winograd_s8: {
      cycles: { outputs: 34.02, general_outputs: 2.395, products: 69.41, windows: 0.002021 },
      code: { one: 2434 }
    },
    depthwise_3x3_packed_s8: {
      cycles: { outputs: 20.28, strided_outputs: 8.484, lines: 70.91, channels: 182.6 },
      code: { one: 55.2, strided: 665.3, in_place: 0.8038 },
      bodyBytes: 1112
    },
    depthwise_3x3_shared_s8: {
      cycles: { outputs: 20.12, strided_outputs: 39.12, lines: 38.69, channels: 418.9 },
      code: { one: 119.4 },
      bodyBytes: 1112
    },
    depthwise_conv_2d_s8: {
      cycles: { outputs: 9.953, taps: 21.6 },
      code: { one: 247.2, spatial: 123.9 }
    },
    depthwise_conv_packed_s8: {
      cycles: { depthwise: 0.8588, pointwise: 1.027 },
      code: { depthwise: 1.325, pointwise: 1.297 }
    },
    depthwise_packed_s8: {
      cycles: { pixels: 2.374, taps: 12.34, outputs: 26.79, tap_pairs: 31.08, channels: 1.549 },
      code: { one: 375.7 }
    },
    depthwise_shared_s8: {
      cycles: { pixels: 156.3, taps: 19.27, outputs: 32.96, tap_pairs: 33.99, channels: 7.759 },
      code: { one: 0 },
      bodyBytes: 718
    },
    fully_connected_packed_s8: {
      cycles: { outputs: 1.953, general_outputs: 1.174, groups: 88.08, words: 17.86, turns: 22.25, rest: 9.77, one: 100.6 },
      code: { one: 376.1 }
    },
    fully_connected_s8: {
      cycles: { outputs: 28.91, macs: 9.02 },
      code: { one: 168.4 }
    },
    softmax_s8: {
      cycles: { elements: 124.9, one: 462.1 },
      code: { one: 918.3 }
    }
  },
  other: {
    cycles: { elements: 2.987, one: 1134 },
    code: { one: 200 }
  }
};
