/** What each header of kernels on sound and sequences includes of its own folder: part of the table in `sdk-files.ts`. */
export const SOUND_INCLUDES: Record<string, string[]> = {
  'complex_abs_f32.h': ['deterministic.h'],
  'fourier_f32.h': ['deterministic.h'],
  'rfft2d_f32.h': ['fourier_f32.h'],
  'signal_bits.h': [],
  'signal_energy_s16.h': [],
  'signal_fft_auto_scale_s16.h': ['signal_bits.h'],
  'signal_filter_bank_log_u32.h': ['signal_bits.h'],
  'signal_filter_bank_square_root_u64.h': ['signal_bits.h'],
  'signal_filter_bank_u32.h': ['placement.h'],
  'signal_pcan_u32.h': ['signal_bits.h'],
  'signal_rfft_s16.h': ['placement.h'],
  'signal_spectral_subtraction_u32.h': [],
  'signal_window_s16.h': [],
  'unidirectional_sequence_rnn_f32.h': ['float_range.h', 'tanh_f32.h', 'unidirectional_sequence_lstm_f32.h'],
  'unidirectional_sequence_rnn_hybrid.h': ['unidirectional_sequence_lstm_hybrid.h', 'unidirectional_sequence_rnn_f32.h'],
};
