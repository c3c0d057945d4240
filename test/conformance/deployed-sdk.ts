import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { loadImpulse } from '../../plugin/native';
import { assetRoot } from '../../plugin/paths';
import type { CompileFacts } from '../../plugin/steps/compile/compile-facts';
import { run as deploy } from '../../plugin/steps/deploy/run';
import { makeValues, type RawValues } from '../../schemas/value-types';
import { runStepBody } from '../run-step';

/** Where the SDK has its declarations: here each of these leads to the headers of our own. */
const HEADERS = {
  'tensorflow/lite/c/common.h': 'sdk_interface.h',
  'classifier/ei_aligned_malloc.h': 'sdk_interface.h',
  'dsp/returntypes.hpp': 'sdk_interface.h',
  'porting/ei_classifier_porting.h': 'sdk_interface.h',
  'classifier/ei_model_types.h': 'sdk_interface.h',
  'classifier/postprocessing/ei_postprocessing_common.h': 'sdk_interface.h',
  'classifier/ei_run_classifier.h': 'sdk_run_classifier.h',
};

/** As firmware is compiled, with every warning: generated files, and what declares the SDK here. */
const FLAGS = ['-std=c++11', '-O2', '-Wall', '-Wextra', '-Werror', '-pedantic', '-I', __dirname];

/** Packs an artefact of `compile` for the SDK and unpacks the archive; returns the folder that holds `tflite-model/`. */
export async function deployForSdk(root: string, compile: string): Promise<string> {
  const { name, target } = JSON.parse(readFileSync(join(compile, 'compile.json'), 'utf8')) as CompileFacts;
  const id = `deploy--sdk-${name}-${target}`;
  const folders = { 'deploy:edge-impulse-sdk': join(assetRoot, 'blocks', 'deploy', 'edge-impulse-sdk') };
  await runStepBody(deploy, root, { id, params: { name, target, formats: ['edge-impulse-sdk'] }, inputs: { compile }, folders });
  const folder = join(root, id, 'unzipped');
  const archive = readFileSync(join(root, id, `${name}-${target}-edge-impulse-sdk.zip`));
  for (const [path, bytes] of Object.entries(unzipSync(archive))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  writeHeaders(folder);
  return folder;
}

/** Puts an `edge-impulse-sdk/` beside the deployed files. */
function writeHeaders(folder: string): void {
  for (const [path, header] of Object.entries(HEADERS)) {
    const file = join(folder, 'edge-impulse-sdk', path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#include "${header}"\n`);
  }
}

/** Every source that a build of such firmware compiles. */
export function listUnits(folder: string): string[] {
  return readdirSync(join(folder, 'tflite-model')).filter((name) => name.endsWith('.cpp')).sort().map((name) => join('tflite-model', name));
}

const built = new Map<string, string>();

/** Builds `main` with the deployed files against the interface, without a warning; returns the program. The files are compiled once. */
export function buildProgram(folder: string, main: string, compiler = 'g++', flags: readonly string[] = []): string {
  const key = [folder, compiler, ...flags].join(' ');
  const objects = built.get(key) ?? join(folder, `objects-${built.size}`);
  const run = (args: readonly string[]) => {
    const all = [...FLAGS, ...flags, '-I', folder, ...args];
    execFileSync(compiler, all, { cwd: objects, stdio: 'pipe' });
  };
  if (!built.has(key)) {
    mkdirSync(objects);
    run(['-c', ...listUnits(folder).map((unit) => join(folder, unit))]);
    built.set(key, objects);
  }
  writeFileSync(join(folder, 'main.cpp'), main);
  run([join(folder, 'main.cpp'), ...readdirSync(objects).filter((name) => name.endsWith('.o')), '-o', join(folder, 'program')]);
  return join(folder, 'program');
}

const BOARD = ['-O2', '-DNDEBUG', '-ffunction-sections', '-fdata-sections', '-mcpu=cortex-m4', '-mthumb', '-mfpu=fpv4-sp-d16', '-mfloat-abi=hard'];
const NO_LIBRARY = ['-fno-exceptions', '-fno-rtti', '-fno-threadsafe-statics', '-DEIDSP_SIGNAL_C_FN_POINTER=1'];

/** Links `main` with the deployed files for a Cortex-M4F, without a warning; bytes beside what an empty program takes, and of each symbol. */
export function linkForBoard(folder: string, main: string, flags: readonly string[] = []): { flashBytes: number; ramBytes: number; symbols: Map<string, number> } {
  writeFileSync(join(folder, 'main.cpp'), main);
  writeFileSync(join(folder, 'new.cpp'), NEW_BY_MALLOC);
  writeFileSync(join(folder, 'empty.cpp'), `#include <stdio.h>\n${NEW_BY_MALLOC}int main() { printf("%d %f", getchar(), 1.0 / getchar()); }\n`);
  const run = (command: string, args: readonly string[]) => execFileSync(`arm-none-eabi-${command}`, args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  const compile = (unit: string): string => {
    run('g++', [...FLAGS, ...BOARD, ...NO_LIBRARY, ...flags, '-I.', '-c', unit, '-o', `${unit}.o`]);
    return `${unit}.o`;
  };
  const link = (objects: readonly string[], image: string): number[] => {
    run('gcc', [...BOARD, ...objects, '--specs=nano.specs', '--specs=nosys.specs', '-u', '_printf_float', '-Wl,--gc-sections', '-o', image]);
    return run('size', [image]).split('\n')[1]!.trim().split(/\s+/).slice(0, 3).map(Number);
  };
  const [text, data, bss] = link(['main.cpp', 'new.cpp', ...listUnits(folder)].map(compile), 'firmware.elf');
  const [emptyText, emptyData, emptyBss] = link([compile('empty.cpp')], 'empty.elf');
  const named = [...run('nm', ['-C', '-S', 'firmware.elf']).matchAll(/^\w+ (\w+) [bB] (?:.*::)?(\w+)$/gm)];
  return {
    flashBytes: text! + data! - emptyText! - emptyData!,
    ramBytes: data! + bss! - emptyData! - emptyBss!,
    symbols: new Map(named.map(([, bytes, name]) => [name!, parseInt(bytes!, 16)])),
  };
}

const NEW_BY_MALLOC = `#include <stdlib.h>
void *operator new(size_t size) { return malloc(size); }
void *operator new[](size_t size) { return malloc(size); }
void operator delete(void *memory) noexcept { free(memory); }
void operator delete[](void *memory) noexcept { free(memory); }
`;

/** Some of everything: slow, fast, loud, silent. */
export function drawValues(dtype: 'float32' | 'uint8', count: number): RawValues {
  let state = 7;
  const noise = () => (state = (Math.imul(state, 1664525) + 1013904223) | 0) >> 16;
  return makeValues(dtype, count).map((_, i) => (dtype === 'uint8' ? noise() & 255 : (((i * 37) % 4001) - 2000 + noise() / (1 + (i % 7))) / 1024));
}

/** What the host says of these windows, one behind another: the words of evaluation. */
export async function runOnHost(compiled: string, values: RawValues) {
  const impulse = await loadImpulse(join(compiled, 'int8'), join(compiled, 'host', 'int8'));
  const { windowLength, axes, scores } = impulse.info;
  const count = values.length / (windowLength * axes);
  const windows = Int32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? (i / 2) * windowLength : windowLength));
  const rows = await impulse.run({ values, axes, windowLength, windows });
  return Array.from({ length: count }, (_, row) => ({ values: [...rows.scores.slice(row * scores, (row + 1) * scores)], decision: rows.decisions[row] }));
}

/** Pixels as the SDK's signal has them. */
export function packPixels(values: ArrayLike<number>, axes: number): Float32Array {
  const channel = (pixel: number, place: number) => values[pixel * axes + (axes === 1 ? 0 : place)]!;
  return Float32Array.from({ length: values.length / axes }, (_, i) => (channel(i, 0) << 16) | (channel(i, 1) << 8) | channel(i, 2));
}

/** One line a window of what `run_classifier()` says: its values, its anomaly score, and what post-processing says. */
export function runWindows(program: string, windows: Float32Array): { values: number[]; decision: number }[] {
  const lines = execFileSync(program, { input: Buffer.from(windows.buffer), encoding: 'utf8', maxBuffer: 1 << 28 });
  return lines.trim().split('\n').map((line) => {
    const [values, decision] = line.split(';');
    return { values: values!.trim().split(' ').map(Number), decision: Number(decision) };
  });
}

/** What the firmware has under the SDK: a timer that stands still, and a heap that counts what is held and can be full. */
const PORT = `#include <malloc.h>

uint64_t ei_read_timer_us() { return 0; }

#ifdef EI_CLASSIFIER_ALLOCATION_STATIC
static const bool heap_is_seen = false;
#else
static const bool heap_is_seen = true;
#endif
static long held = 0;
static bool heap_is_full = false;

void *ei_aligned_calloc(size_t align, size_t size) {
  void *const memory = heap_is_full ? nullptr : memalign(align, size);
  if (memory == nullptr) return nullptr;
  held++;
  return memset(memory, 0, size);
}

void ei_aligned_free(void *memory) {
  held--;
  free(memory);
}`;

/**
 * A firmware in small: windows of floats from standard input through `run_classifier()`, each twice, of which the second counts.
 * @param decision C++ of the decision, where there is post-processing: it counts every window once
 */
export function classifierMain(decision = ''): string {
  return `#include <stdio.h>

#include "edge-impulse-sdk/classifier/ei_run_classifier.h"

static float window[EI_CLASSIFIER_DSP_INPUT_FRAME_SIZE];

#ifndef SDK_HAS_PORT
${PORT}
#else
static const bool heap_is_seen = false;
static long held = 0;
static bool heap_is_full = false;
#endif

static int get_data(size_t offset, size_t length, float *out) {
  memcpy(out, window + offset, length * sizeof(float));
  return 0;
}

int main() {
  run_classifier_init();
  while (fread(window, sizeof window, 1, stdin) == 1) {
    ei_impulse_result_t result;
    for (int run = 0; run < ${decision ? 1 : 2}; run++) {
      signal_t signal;
      signal.get_data = &get_data;
      signal.total_length = EI_CLASSIFIER_DSP_INPUT_FRAME_SIZE;
      heap_is_full = heap_is_seen;
      if (heap_is_full && run_classifier(&signal, &result) == EI_IMPULSE_OK) return 100;
      heap_is_full = false;
      const int error = run_classifier(&signal, &result);
      if (error != 0) return -error;
      if (held != 0) return 101;
    }
    for (int i = 0; i < EI_CLASSIFIER_LABEL_COUNT; i++) {
      if (result.classification[i].label != ei_classifier_inferencing_categories[i]) return 1;
      printf("%.9g ", static_cast<double>(result.classification[i].value));
    }
    if (EI_CLASSIFIER_HAS_ANOMALY) printf("%.9g", static_cast<double>(result.anomaly));
    printf(";%d\\n", static_cast<int>(${decision || '-2'}));
  }
  return 0;
}
`;
}

/** A stream of floats from standard input by pieces of `slice` time steps: one line a piece of what the newest window says. */
export function streamMain(prefix: string, slice: number): string {
  return `#include <stdio.h>

#include "edge-impulse-sdk/classifier/ei_run_classifier.h"

static float piece[${slice} * EI_CLASSIFIER_RAW_SAMPLES_PER_FRAME];

${PORT}

static int get_data(size_t offset, size_t length, float *out) {
  memcpy(out, piece + offset, length * sizeof(float));
  return 0;
}

int main() {
  run_classifier_init();
  while (fread(piece, sizeof piece, 1, stdin) == 1) {
    signal_t signal;
    signal.get_data = &get_data;
    signal.total_length = sizeof piece / sizeof piece[0];
    ei_impulse_result_t result;
    heap_is_full = held == 0; /* the first time, and never where memory is static */
    if (heap_is_full && heap_is_seen && run_${prefix}_continuous(&signal, &result) != EI_IMPULSE_ALLOC_FAILED) return 100;
    heap_is_full = false;
    if (run_${prefix}_continuous(&signal, &result) != EI_IMPULSE_OK) return 1;
    for (int i = 0; i < EI_CLASSIFIER_LABEL_COUNT; i++) printf("%.9g ", static_cast<double>(result.classification[i].value));
    printf(";%d\\n", static_cast<int>(${prefix}_last_decision()->label));
  }
  if (heap_is_seen && held != 1) return 101;
  run_classifier_deinit();
  return held == 0 ? 0 : 102;
}
`;
}

/** The compiled-model functions alone: inputs from standard input, outputs to standard output; each run twice, with the same answer. The heap of the SDK stays unused. */
export function modelMain(symbol: string, arenaBytes: number): string {
  return `#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tflite-model/${symbol}_compiled.h"

#include "edge-impulse-sdk/porting/ei_classifier_porting.h"

${PORT}

static long allocated = 0;

static void *allocate(size_t align, size_t size) {
  allocated++;
  return align == 16 && size == ${arenaBytes} ? memalign(align, size) : nullptr;
}

static void *refuse(size_t, size_t) { return nullptr; }

static void *allocate_askew(size_t align, size_t size) {
  allocated++;
  return static_cast<char *>(memalign(align, size + align)) + 4;
}

static void release(void *memory) {
  allocated--;
  free(memory);
}

static void release_askew(void *memory) { release(static_cast<char *>(memory) - 4); }

/* Without an arena every call says so. */
static bool refuses_without_arena() {
  TfLiteTensor tensor;
  if (${symbol}_input(0, &tensor) == kTfLiteOk || ${symbol}_output(0, &tensor) == kTfLiteOk) return false;
  return ${symbol}_invoke() != kTfLiteOk && ${symbol}_write_features(nullptr, 0, 0) != kTfLiteOk;
}

int main() {
  const long wanted = heap_is_seen ? 1 : 0;
  if (heap_is_seen) {
    if (!refuses_without_arena() || ${symbol}_init(nullptr) == kTfLiteOk || ${symbol}_init(&refuse) == kTfLiteOk) return 8;
    if (${symbol}_init(&allocate_askew) == kTfLiteOk || !refuses_without_arena()) return 9;
    if (${symbol}_reset(&release_askew) != kTfLiteOk || allocated != 0) return 10;
  }
  for (;;) {
    TfLiteTensor input, output;
    char first[4096];
    for (int run = 0; run < 2; run++) {
      if (${symbol}_init(&allocate) != kTfLiteOk || ${symbol}_init(&allocate) != kTfLiteOk || allocated != wanted) return 11;
      if (${symbol}_input(0, &input) != kTfLiteOk) return 1;
      if (${symbol}_output(0, &output) != kTfLiteOk || ${symbol}_output(1, &output) == kTfLiteOk) return 2;
      if (${symbol}_inputs() != 1 || ${symbol}_outputs() != 1) return 3;
      if (run == 0) {
        char again[4096];
        if (fread(again, input.bytes, 1, stdin) != 1) return 0;
        memcpy(input.data.data, again, input.bytes);
        memcpy(first, again, input.bytes);
      } else {
        memcpy(input.data.data, first, input.bytes);
      }
      if (${symbol}_invoke() != kTfLiteOk) return 4;
      size_t count = 1;
      for (int i = 0; i < output.dims->size; i++) count *= static_cast<size_t>(output.dims->data[i]);
      if (count != output.bytes || output.type != kTfLiteInt8 || input.type != kTfLiteInt8) return 5;
      if (input.params.scale <= 0.0f || output.params.zero_point != -128) return 6;
      fwrite(output.data.data, 1, output.bytes, stdout);
      if (${symbol}_reset(&release) != kTfLiteOk || allocated != 0 || held != 0) return 7;
    }
  }
}
`;
}
