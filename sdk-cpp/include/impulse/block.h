/* SPDX-License-Identifier: Apache-2.0 */
/* The C ABI of a block: the same source runs on the host (through N-API) and on the device (compiled into the firmware). */
#ifndef IMPULSE_BLOCK_H
#define IMPULSE_BLOCK_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IMPULSE_BLOCK_ABI 1
#define IMPULSE_MAX_RANK 4

/* Types of raw values. */
typedef enum impulse_dtype { IMPULSE_INT16 = 0, IMPULSE_FLOAT32 = 1, IMPULSE_UINT8 = 2 } impulse_dtype;

/* A window of raw values as the sensor delivers them, interleaved [length][axes]. Blocks read it piecewise, so that no float copy of a
 * whole window exists. int16 audio is read as value / 32768 and uint8 as value / 256, which is exact in float32. A window of an image
 * holds its pixels row by row: a time step is a pixel, an axis a channel. */
typedef struct impulse_signal {
  const void *values;
  int32_t dtype;  /* impulse_dtype */
  int32_t length; /* time steps */
  int32_t axes;   /* axes that the block sees */
  int32_t stride; /* values from one time step to the next: axes, or more where the block sees only some of the sensor's axes */
  const int32_t *columns; /* place of each axis within a time step; NULL = 0, 1, 2, ... */
} impulse_signal;

/* What configure() computed: all that extract() needs beside the signal. On the device it is a constant in flash; its pointers lead to
 * literals that the compiler emitted. */
typedef struct impulse_plan {
  int32_t rank;
  int32_t shape[IMPULSE_MAX_RANK]; /* of the features, row-major */
  const int32_t *ints;             /* sizes, indices, packed integer tables */
  int32_t ints_count;
  const float *floats; /* windows, filter banks, twiddles */
  int32_t floats_count;
  int32_t scratch_bytes; /* aligned to 8; may hold anything between calls */
  int32_t state_bytes;   /* aligned to 8; zeroed at init, kept between calls of slice(); 0 = no slice() for these parameters */
} impulse_plan;

/* One parameter of block.json, resolved: numbers in the unit that its schema names, booleans as 0 or 1, enums as text, lists as
 * text with one item per line. */
typedef struct impulse_param {
  const char *name;
  double number;
  const char *text; /* NULL for numbers and booleans */
} impulse_param;

/* What the input block delivers to this block. */
typedef struct impulse_input {
  double frequency_hz;
  int32_t length; /* time steps in a window */
  int32_t axes;
  int32_t stride; /* time steps from one window to the next in continuous mode; 0 = windows are independent */
  int32_t width;  /* of an image, in pixels: width * height = length; 0 = a window is a stretch of time */
  int32_t height;
} impulse_input;

/* configure() fills it by the functions of plan_writer.h; the loader calls configure twice, first with capacities of 0 to count. Host only. */
typedef struct impulse_plan_writer {
  int32_t rank;
  int32_t shape[IMPULSE_MAX_RANK];
  int32_t *ints;
  int32_t ints_count;
  int32_t ints_capacity;
  float *floats;
  int32_t floats_count;
  int32_t floats_capacity;
  int32_t scratch_bytes;
  int32_t state_bytes;
  int32_t hop_length; /* time steps behind the features that are new in each window of a stream: below; 0 = none of them are kept */
  char functions[64]; /* what begins the names of extract() and slice() for these parameters; empty = the id of the block */
  char error[256]; /* message for the user when configure() does not return 0 */
} impulse_plan_writer;

/* A block with id `spectral-analysis` exports, with C linkage:
 *   int32_t spectral_analysis_configure(const impulse_param *params, int32_t count, const impulse_input *input, impulse_plan_writer *out);
 *   int32_t spectral_analysis_extract(const impulse_plan *plan, const impulse_signal *signal, void *scratch, float *features);
 * 0 = ok; anything else is a status of status.h. extract() is deterministic to the bit on every core (see deterministic.h).
 *
 * A block may also export, for plans whose state_bytes is not 0:
 *   int32_t spectral_analysis_slice(const impulse_plan *plan, const impulse_signal *slice, void *scratch, void *state, float *features);
 * It is fed the stream in slices of any length up to the stride of the input, and returns IMPULSE_PENDING until a slice completes a
 * window (the first at time step `length`, then every `stride`); then it writes the features, equal to the bit to extract() on that
 * window. A slice must not reach beyond the window that it completes. For other plans the caller keeps the window and calls extract().
 *
 * Where configure() sets `hop_length`, the features are rows over time, and the last rows of each window of a stream are new in it, the others
 * those of the window before: the new ones are the features of a window of `hop_length` time steps (configure() is asked again, with that
 * length), the last of which is that of the last row's last value. Models that slide over time are then fed with new rows alone.
 *
 * Where configure() sets `functions`, to `spectral_analysis_q15` for example, `spectral_analysis_q15_extract` (and `_slice`) is called
 * instead: parameters that choose other arithmetic link no code of the first.
 *
 * A block whose features have no more than 256 values says `"levels": true` in block.json. The first 256 floats of its plan are those values,
 * and it also exports:
 *   int32_t image_extract_quantized(const impulse_plan *plan, const impulse_signal *signal, void *scratch, const uint8_t *levels,
 *                                   uint8_t *features);
 * It does as extract() does, but writes levels[i] where that writes the float i of the plan, and reads no floats: where an 8-bit model is
 * all that sees the features, they go into its input tensor in this way, and stand nowhere as floats.
 *
 * Sources: `sources` of block.json are compiled for host and device, `hostSources` (configure and its tables) for the host only. They
 * include sdk files as "impulse/status.h" (below sdk-cpp/include) or "dsp/real_fft.h" (below sdk-cpp); where a .cpp of the same name
 * stands beside an included sdk header, it belongs to the build too, and so do its own includes. */
/* What post-processing says of the newest window. */
typedef struct impulse_decision {
  int32_t label; /* index into the labels of the classifier; -1 = nothing to report */
  float score;   /* of that label, smoothed; without a label the highest smoothed score */
} impulse_decision;

/* A learn block whose model is a plan (kmeans-anomaly, gmm-anomaly, tree-ensemble) exports:
 *   int32_t kmeans_anomaly_score(const impulse_plan *plan, const float *features, float *score);
 * Its plan is fitted in training, or brought; `features` are those of its DSP blocks, concatenated, and `score` takes as many values as
 * the shape of the plan says.
 *
 * A post-processing block exports, beside its configure (whose input is the stream of windows: frequency_hz in windows per second,
 * length = number of classes, axes = 1; the text parameter `labels` holds the labels, one per line):
 *   int32_t keyword_decision_decide(const impulse_plan *plan, const float *scores, void *state, impulse_decision *decision);
 * `state` is zeroed at init and kept from window to window. */
typedef int32_t (*impulse_score_fn)(const impulse_plan *, const float *, float *);
typedef int32_t (*impulse_decide_fn)(const impulse_plan *, const float *, void *, impulse_decision *);
typedef int32_t (*impulse_configure_fn)(const impulse_param *, int32_t, const impulse_input *, impulse_plan_writer *);
typedef int32_t (*impulse_extract_fn)(const impulse_plan *, const impulse_signal *, void *, float *);
typedef int32_t (*impulse_extract_quantized_fn)(const impulse_plan *, const impulse_signal *, void *, const uint8_t *, uint8_t *);
typedef int32_t (*impulse_slice_fn)(const impulse_plan *, const impulse_signal *, void *, void *, float *);

#ifdef __cplusplus
}
#endif
#endif
