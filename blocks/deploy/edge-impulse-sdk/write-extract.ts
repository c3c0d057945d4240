import { cName } from '../../../plugin/compiler/emit/c-text';
import { suppliedSymbol } from '../../../plugin/compiler/emit/emit-supplied';
import { planSymbol } from '../../../plugin/compiler/emit/impulse-spec';
import { VALUE_TYPES } from '../../../schemas/value-types';
import type { SdkDsp, SdkImpulse } from './describe-impulse';

/** Raw values that are taken from the signal at once: they stand on the stack as floats. */
const CHUNK = 64;

/** The functions of the DSP blocks: what the SDK calls in place of its own, as it does for custom blocks. */
export function writeExtract(impulse: SdkImpulse): string {
  const { dsp, quantized } = impulse;
  const needsWindow = quantized || dsp.some((use) => !isSliced(use));
  const extract = (use: SdkDsp): string => {
    if (quantized) return extractQuantized(impulse, use);
    return isSliced(use) ? extractSliced(impulse, use) : extractWindow(impulse, use);
  };
  return `${writeReader(impulse)}
${needsWindow ? writeWindow(impulse) : ''}${dsp.map(extract).join('\n')}`;
}

/** What a DSP block holds of a window while it is read: a few rows, or all of it. */
export function windowBytes({ quantized, dsp, facts }: SdkImpulse): number {
  const whole = facts.windowLength * facts.axes.length * VALUE_TYPES[facts.dtype].bytes;
  const sliced = dsp.filter(isSliced).reduce((sum, { facts: { stateBytes } }) => sum + 8 * Math.ceil(stateBytes / 8), 0);
  return quantized ? whole : sliced + (dsp.every(isSliced) ? 0 : whole);
}

function isSliced({ facts }: SdkDsp): boolean {
  return facts.stateBytes > 0;
}

/** From the floats of the SDK's signal to values as the sensor delivered them: recordings were made of those. */
export function writeReader({ prefix, facts }: SdkImpulse): string {
  const { dtype, image, axes } = facts;
  if (image) return axes.length === 1 ? readGrey(prefix) : readColours(prefix);
  if (dtype === 'float32') {
    return `/* \`count\` values of the signal from \`at\` on. */
static int read_values(ei::signal_t *signal, size_t at, size_t count, float *values) { return signal->get_data(at, count, values); }
`;
  }
  const [low, high] = dtype === 'int16' ? [-32768, 32767] : [0, 255];
  const saturate = `/* Sensors deliver whole numbers: nothing is rounded, and nothing overflows. */
static ${prefix}_value to_value(float value) {
  if (value <= ${low}.0f) return ${low};
  return value >= ${high}.0f ? ${high} : static_cast<${prefix}_value>(value);
}

`;
  return `${saturate}${readChunks(prefix, 'values', 'values[done + i] = to_value(chunk[i]);')}`;
}

function readColours(prefix: string): string {
  return readChunks(prefix, 'pixels', `const uint32_t pixel = static_cast<uint32_t>(chunk[i]); /* 0xRRGGBB */
      values[3 * (done + i)] = static_cast<uint8_t>(pixel >> 16);
      values[3 * (done + i) + 1] = static_cast<uint8_t>(pixel >> 8);
      values[3 * (done + i) + 2] = static_cast<uint8_t>(pixel);`);
}

/** Weights of ITU-R 601 in 16 bits, as Pillow has them; a grey pixel stays what it is. */
function readGrey(prefix: string): string {
  return readChunks(prefix, 'pixels', `const uint32_t pixel = static_cast<uint32_t>(chunk[i]); /* 0xRRGGBB */
      const uint32_t red = pixel >> 16 & 255, green = pixel >> 8 & 255, blue = pixel & 255;
      values[done + i] = static_cast<uint8_t>((19595 * red + 38470 * green + 7471 * blue + 32768) >> 16);`);
}

function readChunks(prefix: string, unit: 'values' | 'pixels', convert: string): string {
  return `/* \`count\` ${unit} of the signal from \`at\` on. */
static int read_values(ei::signal_t *signal, size_t at, size_t count, ${prefix}_value *values) {
  float chunk[${CHUNK}];
  for (size_t done = 0; done < count;) {
    const size_t taken = count - done < ${CHUNK} ? count - done : ${CHUNK};
    const int status = signal->get_data(at + done, taken, chunk);
    if (status != 0) return status;
    for (size_t i = 0; i < taken; i++) {
      ${convert}
    }
    done += taken;
  }
  return 0;
}
`;
}

function writeWindow({ prefix, macro, rawSamples, rawPerFrame }: SdkImpulse): string {
  return `static ${prefix}_value window[${macro}_WINDOW_LENGTH * ${macro}_AXES];

static int read_window(ei::signal_t *signal) {
  if (signal->total_length != ${rawSamples * rawPerFrame}) return ei::EIDSP_SIGNAL_SIZE_MISMATCH;
  return read_values(signal, 0, signal->total_length, window);
}

`;
}

/** The block writes the input tensor of the model; the SDK gets one 0 in place of features. */
function extractQuantized({ prefix, macro }: SdkImpulse, { extract }: SdkDsp): string {
  return `int ${extract}(ei::signal_t *signal, ei::matrix_t *output_matrix, void *, const float) {
  const int status = read_window(signal);
  if (status != 0) return status;
  if (!take_${prefix}_memory(${macro}_HELD_BY_WINDOW)) return ei::EIDSP_OUT_OF_MEM;
  output_matrix->buffer[0] = 0.0f;
  return ${prefix}_extract_features(window) == IMPULSE_OK ? ei::EIDSP_OK : ei::EIDSP_PARAMETER_INVALID;
}
`;
}

function extractWindow({ prefix, macro, facts }: SdkImpulse, use: SdkDsp): string {
  const plan = planSymbol(facts.name, 'dsp', use.name);
  const call = use.facts.supplied
    ? `${suppliedSymbol(facts.name, use.name)}(&seen, output_matrix->buffer)`
    : `${prefix}_${use.facts.functions}_extract(&${plan}, &seen, ${prefix}_memory, output_matrix->buffer)`;
  return `int ${use.extract}(ei::signal_t *signal, ei::matrix_t *output_matrix, void *, const float) {
  if (output_matrix->rows * output_matrix->cols != ${use.count}) return ei::EIDSP_MATRIX_SIZE_MISMATCH;
  const int status = read_window(signal);
  if (status != 0) return status;
  if (!take_${prefix}_memory(${macro}_HELD_BY_WINDOW)) return ei::EIDSP_OUT_OF_MEM;
${writeSeen(macro, facts, use, 'window', `${macro}_WINDOW_LENGTH`)}  ${prefix}_impulse::reuse_memory();
  return ${call} == IMPULSE_OK ? ei::EIDSP_OK : ei::EIDSP_PARAMETER_INVALID;
}
`;
}

/** The signal is read piece by piece, and no window is held: slices give the bits of a whole window. */
function extractSliced({ prefix, macro, facts, rawSamples, rawPerFrame }: SdkImpulse, use: SdkDsp): string {
  const steps = Math.max(1, Math.min(facts.strideLength, Math.floor((4 * CHUNK) / facts.axes.length)));
  const state = `${cName(use.name)}_state`;
  const call = `${prefix}_${use.facts.functions}_slice(&${planSymbol(facts.name, 'dsp', use.name)}, &seen, ${prefix}_memory, ${state},`;
  return `int ${use.extract}(ei::signal_t *signal, ei::matrix_t *output_matrix, void *, const float) {
  static double ${state}[${Math.ceil(use.facts.stateBytes / 8)}];
  ${prefix}_value slice[${steps} * ${macro}_AXES];
  int32_t status = IMPULSE_PENDING;
  if (signal->total_length != ${rawSamples * rawPerFrame}) return ei::EIDSP_SIGNAL_SIZE_MISMATCH;
  if (output_matrix->rows * output_matrix->cols != ${use.count}) return ei::EIDSP_MATRIX_SIZE_MISMATCH;
  if (!take_${prefix}_memory(${macro}_HELD_BY_WINDOW)) return ei::EIDSP_OUT_OF_MEM;
  memset(${state}, 0, sizeof ${state});
  ${prefix}_impulse::reuse_memory();
  for (int32_t step = 0; step < ${macro}_WINDOW_LENGTH && status == IMPULSE_PENDING;) {
    const int32_t taken = ${macro}_WINDOW_LENGTH - step < ${steps} ? ${macro}_WINDOW_LENGTH - step : ${steps};
    const size_t first = static_cast<size_t>(step) * ${macro}_AXES, count = static_cast<size_t>(taken) * ${macro}_AXES;
    const int read = read_values(signal, first, count, slice);
    if (read != 0) return read;
  ${writeSeen(macro, facts, use, 'slice', 'taken').replaceAll('\n  ', '\n    ')}    status = ${call}
      output_matrix->buffer);
    step += taken;
  }
  return status == IMPULSE_OK ? ei::EIDSP_OK : ei::EIDSP_PARAMETER_INVALID;
}
`;
}

/** The values as the block sees them. */
function writeSeen(macro: string, facts: SdkImpulse['facts'], { facts: { columns } }: SdkDsp, values: string, length: string): string {
  const table = columns ? `  static const int32_t columns[${columns.length}] = {${columns.join(', ')}};\n` : '';
  const axes = [columns ? columns.length : `${macro}_AXES`, `${macro}_AXES`, columns ? 'columns' : 'nullptr'];
  return `${table}  const impulse_signal seen = {${values}, ${VALUE_TYPES[facts.dtype].dtype}, ${length}, ${axes.join(', ')}};\n`;
}
