/** Parameters of the SDK's own DSP blocks, by the names that it reads, in the order in which their forms have them. */
const DSP_CONFIGS: Record<string, string[]> = {
  flatten: [
    'float scale_axes', 'bool average', 'bool minimum', 'bool maximum', 'bool rms', 'bool stdev', 'bool skewness', 'bool kurtosis',
    'int moving_avg_num_windows',
  ],
  image: ['const char *channels'],
  mfcc: [
    'int num_cepstral', 'float frame_length', 'float frame_stride', 'int num_filters', 'int fft_length', 'int win_size',
    'int low_frequency', 'int high_frequency', 'float pre_cof', 'int pre_shift',
  ],
  mfe: [
    'float frame_length', 'float frame_stride', 'int num_filters', 'int fft_length', 'int low_frequency', 'int high_frequency',
    'int win_size', 'int noise_floor_db',
  ],
  raw: ['float scale_axes'],
  spectral_analysis: [
    'float scale_axes', 'int input_decimation_ratio', 'const char *filter_type', 'float filter_cutoff', 'int filter_order',
    'const char *analysis_type', 'int fft_length', 'int spectral_peaks_count', 'float spectral_peaks_threshold',
    'const char *spectral_power_edges', 'bool do_log', 'bool do_fft_overlap', 'int wavelet_level', 'const char *wavelet',
    'bool extra_low_freq',
  ],
  spectrogram: ['float frame_length', 'float frame_stride', 'int fft_length', 'int noise_floor_db', 'bool show_axes'],
  hr: [
    'ei_dsp_named_axis_t *named_axes', 'size_t named_axes_size', 'const char *filter_preset', 'float hr_win_size_s', 'int sensitivity',
    'float acc_resting_std', 'const char *hrv_features', 'bool include_hr', 'float hrv_update_interval_s', 'float hrv_win_size_s',
    'float motion_sensitivity',
  ],
  eeg: ['ei_dsp_named_axis_t *named_axes', 'size_t named_axes_size', 'float epoch_length'],
};

/** Types that the SDK expects of the generated files: its own DSP is compiled with them, though our impulses do not call it. */
export const SDK_TYPES = `/* Parameters of the SDK's own DSP blocks, which its headers name. */
typedef struct { const char *name; int axis; } ei_dsp_named_axis_t;

${Object.entries(DSP_CONFIGS).map(([block, members]) => writeStruct(block, members)).join('\n')}
/* What the SDK's own post-processing would leave in its result. */
typedef struct { uint8_t none; } ei_post_processing_output_t;
`;

function writeStruct(block: string, members: readonly string[]): string {
  const all = ['uint32_t block_id', 'uint16_t implementation_version', 'int axes', ...members];
  return `typedef struct {\n${all.map((member) => `  ${member};\n`).join('')}} ei_dsp_config_${block}_t;\n`;
}
