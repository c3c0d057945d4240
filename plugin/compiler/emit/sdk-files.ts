import type { CompileOptions } from '../compile-model';

/** What each header of sdk-cpp/nn includes of its own folder. A test holds this against the files. */
const INCLUDES: Record<string, string[]> = {
  'placement.h': [],
  'requantize.h': [],
  'fixed_point.h': ['requantize.h'],
  'float_range.h': ['deterministic.h'],
  'deterministic.h': [],
  'conv_2d_s8.h': ['placement.h', 'requantize.h'],
  'conv_2d_f32.h': ['float_range.h', 'placement.h'],
  'depthwise_conv_2d_s8.h': ['placement.h', 'requantize.h'],
  'depthwise_conv_2d_f32.h': ['float_range.h', 'placement.h'],
  'fully_connected_s8.h': ['placement.h', 'requantize.h'],
  'fully_connected_per_channel_s8.h': ['placement.h', 'requantize.h'],
  'fully_connected_f32.h': ['float_range.h', 'placement.h'],
  'average_pool_2d_integer.h': ['requantize.h', 'window_sums.h'],
  'window_sums.h': [],
  'average_pool_2d_f32.h': ['float_range.h'],
  'max_pool_2d_integer.h': ['requantize.h'],
  'max_pool_2d_f32.h': ['float_range.h'],
  'softmax_s8.h': ['fixed_point.h'],
  'log_softmax_s8.h': ['fixed_point.h'],
  'log_softmax_f32.h': ['deterministic.h'],
  'softmax_f32.h': ['deterministic.h'],
  'add_s8.h': ['add_operands_s8.h', 'placement.h'],
  'add_operands_s8.h': ['requantize_fast.h'],
  'add_f32.h': ['float_range.h'],
  'mul_s8.h': ['requantize.h'],
  'mul_f32.h': ['float_range.h'],
  'mean_integer.h': ['reduce.h', 'requantize.h'],
  'mean_f32.h': ['deterministic.h', 'reduce.h'],
  'reduce.h': [],
  'reduce_max.h': ['reduce.h'],
  'resize_nearest_neighbor.h': [],
  'space_to_batch_nd.h': [],
  'batch_to_space_nd.h': [],
  'split.h': [],
  'extremum.h': [],
  'abs_f32.h': ['deterministic.h'],
  'neg_f32.h': ['deterministic.h'],
  'square_f32.h': ['deterministic.h'],
  'sqrt_f32.h': ['deterministic.h'],
  'rsqrt_f32.h': ['deterministic.h', 'sqrt_f32.h'],
  'exp_f32.h': ['deterministic.h'],
  'log_f32.h': ['deterministic.h'],
  'elu_f32.h': ['deterministic.h'],
  'hard_swish_f32.h': ['deterministic.h'],
  'leaky_relu_f32.h': ['deterministic.h'],
  'tanh_f32.h': ['deterministic.h'],
  'pad.h': [],
  'strided_copy.h': [],
  'concatenation.h': [],
  'lookup_s8.h': [],
  'quantize_f32_s8.h': ['deterministic.h'],
  'logistic_f32.h': ['deterministic.h'],
  'clamp_f32.h': ['float_range.h'],
  'sum_f32.h': ['deterministic.h', 'reduce.h'],
  'reduce_min.h': ['reduce.h'],
  'broadcast.h': [],
  'div_f32.h': ['broadcast.h', 'float_range.h'],
  'div_s8.h': ['broadcast.h', 'fixed_point.h', 'requantize.h'],
  'floor_div_f32.h': ['broadcast.h', 'deterministic.h'],
  'squared_difference_f32.h': ['broadcast.h', 'deterministic.h'],
  'squared_difference_s8.h': ['broadcast.h', 'requantize.h'],
  'prelu_f32.h': ['broadcast.h', 'deterministic.h'],
  'prelu_s8.h': ['broadcast.h', 'requantize.h'],
  'resize_bilinear_f32.h': ['deterministic.h', 'placement.h'],
  'resize_bilinear_s8.h': ['placement.h'],
  'mirror_pad.h': [],
  'gather.h': [],
  'gather_nd.h': [],
  'arg_extremum.h': [],
  'cast.h': [],
  'l2_normalization_f32.h': ['deterministic.h'],
  'l2_normalization_s8.h': ['fixed_point.h', 'requantize.h'],
  'transpose_conv_f32.h': ['float_range.h', 'placement.h'],
  'transpose_conv_s8.h': ['placement.h', 'requantize.h'],
  'batch_matmul.h': [],
  'batch_matmul_f32.h': ['deterministic.h', 'batch_matmul.h', 'placement.h'],
  'batch_matmul_s8.h': ['batch_matmul.h', 'placement.h', 'requantize.h'],
  'svdf_f32.h': ['float_range.h', 'placement.h'],
  'svdf_s8.h': ['placement.h', 'requantize.h'],
  'sigmoid_s16.h': [],
  'unidirectional_sequence_lstm_s8.h': ['placement.h', 'requantize.h', 'sigmoid_s16.h'],
  'unidirectional_sequence_lstm_f32.h': ['deterministic.h', 'placement.h', 'tanh_f32.h'],
  'requantize_values.h': ['requantize.h'],
  'dequantize_f32.h': ['deterministic.h'],
  'requantize_wide.h': [],
  'conv_2d_s16.h': ['placement.h', 'requantize.h', 'requantize_wide.h'],
  'depthwise_conv_2d_s16.h': ['placement.h', 'requantize.h', 'requantize_wide.h'],
  'fully_connected_s16.h': ['placement.h', 'requantize.h', 'requantize_wide.h'],
  'add_s16.h': ['broadcast.h', 'placement.h', 'requantize.h'],
  'mul_s16.h': ['broadcast.h', 'placement.h', 'requantize.h'],
  'logistic_s16.h': ['sigmoid_s16.h'],
  'tanh_table_s16.h': ['sigmoid_s16.h'],
  'conv_2d_packed_s8.h': ['columns_s8.h', 'placement.h', 'requantize_fast.h', 'tile_s8.h'],
  'conv_winograd_s8.h': ['placement.h', 'winograd_tiles_s8.h'],
  'conv_winograd_expanding_s8.h': ['placement.h', 'winograd_filters_s8.h', 'winograd_tiles_s8.h'],
  'winograd_tiles_s8.h': ['requantize_fast.h', 'winograd_products_s8.h', 'winograd_values_s8.h'],
  'winograd_products_s8.h': ['dual_mac.h', 'placement.h'],
  'winograd_values_s8.h': ['dual_mac.h', 'placement.h'],
  'winograd_filters_s8.h': ['placement.h', 'winograd_values_s8.h'],
  'depthwise_3x3_packed_s8.h': ['dual_mac.h', 'parked_word.h', 'placement.h', 'requantize_fast.h'],
  'conv_depthwise_packed_s8.h': ['conv_2d_packed_s8.h', 'depthwise_3x3_packed_s8.h'],
  'depthwise_packed_s8.h': ['dual_mac.h', 'placement.h', 'requantize_fast.h'],
  'lanes_s8.h': ['plain_lanes_s8.h'],
  'plain_lanes_s8.h': ['requantize.h'],
  'multiply_lanes_s8.h': ['lanes_s8.h'],
  'conv_2d_lanes_s8.h': ['multiply_lanes_s8.h', 'placement.h'],
  'depthwise_lanes_s8.h': ['lanes_s8.h', 'placement.h'],
  'fully_connected_lanes_s8.h': ['multiply_lanes_s8.h', 'placement.h'],
  'dual_mac.h': [],
  'fully_connected_packed_s8.h': ['placement.h', 'requantize_fast.h', 'rows_s8.h'],
  'parked_word.h': [],
  'folded_sum.h': [],
  'rows_s8.h': ['folded_sum.h'],
  'columns_s8.h': ['dual_mac.h'],
  'tile_s8.h': ['folded_sum.h'],
  'requantize_fast.h': ['requantize.h'],
  'sub_f32.h': ['float_range.h'],
};

/** Headers that the kernels share with the DSP blocks. */
const ELSEWHERE: Record<string, string> = { 'deterministic.h': 'include/impulse/deterministic.h' };

/** Headers with a version of their own for an instruction set: `nn/arch/<arch>/` has the file of the same name. */
const ARCH_INCLUDES: Partial<Record<CompileOptions['arch'], Record<string, string[]>>> = {
  'armv7e-m': {
    'add_operands_s8.h': ['requantize_fast.h'],
    'dual_mac.h': [],
    'parked_word.h': [],
    'requantize_fast.h': ['requantize.h'],
    'rows_s8.h': ['dual_mac.h', 'folded_sum.h'],
    'tile_s8.h': ['dual_mac.h', 'folded_sum.h'],
    'window_sums.h': ['dual_mac.h'],
    'winograd_products_s8.h': ['dual_mac.h', 'placement.h'],
  },
  'x86-64': {
    'lanes_s8.h': ['plain_lanes_s8.h'],
  },
};

/** What a header includes, in the version for an instruction set. */
export function includesOf(header: string, arch: CompileOptions['arch']): readonly string[] {
  return ARCH_INCLUDES[arch]?.[header] ?? INCLUDES[header];
}

/** The files of sdk-cpp that these kernels need, relative to `sdk-cpp/`; the caller copies them flat, beside the generated text. */
export function sdkFiles(kernels: readonly string[], arch: CompileOptions['arch']): string[] {
  const own = ARCH_INCLUDES[arch] ?? {};
  const found = new Map<string, string>();
  const visit = (header: string): void => {
    if (found.has(header)) return;
    found.set(header, header in own ? `nn/arch/${arch}/${header}` : (ELSEWHERE[header] ?? `nn/${header}`));
    includesOf(header, arch).forEach(visit);
  };
  ['placement.h', ...kernels.map((kernel) => `${kernel}.h`)].forEach(visit);
  return [...found.values()].sort();
}
