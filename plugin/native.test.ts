import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBlock, type Block } from './native';

/** Sum per axis, times `gain`: small enough to check by hand, in a folder outside of the repository. */
const SOURCE = `
#include "impulse/block.h"
#include "impulse/status.h"

#include <string.h>

extern "C" int32_t axis_sum_configure(const impulse_param *params, int32_t count, const impulse_input *input,
                                      impulse_plan_writer *out) {
  float gain = 1.0f;
  for (int32_t i = 0; i < count; i++) {
    if (strcmp(params[i].name, "gain") == 0) gain = static_cast<float>(params[i].number);
  }
  if (gain == 0.0f) {
    strcpy(out->error, "gain must not be 0");
    return IMPULSE_BAD_PARAMETER;
  }
  out->rank = 1;
  out->shape[0] = input->axes;
  if (out->floats_capacity > 0) out->floats[0] = gain;
  out->floats_count = 1;
  out->scratch_bytes = 64;
  return IMPULSE_OK;
}

extern "C" int32_t axis_sum_extract(const impulse_plan *plan, const impulse_signal *signal, void *, float *features) {
  for (int32_t axis = 0; axis < signal->axes; axis++) {
    const int32_t column = signal->columns ? signal->columns[axis] : axis;
    features[axis] = 0.0f;
    for (int32_t step = 0; step < signal->length; step++) {
      const int32_t at = step * signal->stride + column;
      const float value = signal->dtype == IMPULSE_INT16 ? static_cast<const int16_t *>(signal->values)[at] / 32768.0f
                                                         : static_cast<const float *>(signal->values)[at];
      if (!(value - value == 0.0f)) return IMPULSE_NOT_FINITE;
      features[axis] += plan->floats[0] * value;
    }
  }
  return IMPULSE_OK;
}
`;

describe('loadBlock', () => {
  let folder: string;
  let block: Block;
  const input = { frequencyHz: 100, length: 2, axes: 2, stride: 0 };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'impulse-block-'));
    writeFileSync(join(folder, 'block.json'), JSON.stringify({ id: 'axis-sum', kind: 'dsp', sources: ['axis_sum.cpp'] }));
    writeFileSync(join(folder, 'axis_sum.cpp'), SOURCE);
    block = await loadBlock(folder);
  });

  it('refuses a block that is a program in a container alone', async () => {
    const other = mkdtempSync(join(folder, 'edge-'));
    await expect(loadBlock(other)).rejects.toMatchObject({ code: 'IMP_BLOCK_NO_SOURCES', fix: expect.stringContaining('"augment"') });
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it("compiles a user's own block and configures it", () => {
    expect(block.configure({ gain: 2 }, input)).toEqual({ shape: [2], ints: [], floats: [2], scratchBytes: 64, stateBytes: 0 });
  });

  it('extracts many windows of one recording and pads the last one with zeros', async () => {
    const values = Float32Array.of(1, 10, 2, 20, 3, 30);
    const recording = { values, axes: 2, windowLength: 2, windows: Int32Array.of(0, 2, 1, 2, 2, 1) };
    expect([...(await block.extract(block.configure({ gain: 2 }, input), recording))]).toEqual([6, 60, 10, 100, 6, 60]);
  });

  it('reads int16 values as fractions of full scale, and only the axes asked for', async () => {
    const recording = { values: Int16Array.of(16384, -32768), axes: 2, windowLength: 1, windows: Int32Array.of(0, 1), columns: Int32Array.of(1) };
    expect([...(await block.extract(block.configure({}, { ...input, axes: 1 }), recording))]).toEqual([-1]);
  });

  it('refuses parameters with the message of the block', () => {
    expect(() => block.configure({ gain: 0 }, input)).toThrow(
      expect.objectContaining({ code: 'IMP_BLOCK_REFUSED', message: 'Block "axis-sum": gain must not be 0' }),
    );
  });

  it('refuses a window that holds NaN and says where it starts', async () => {
    const recording = { values: Float32Array.of(1, 1, 1, NaN), axes: 2, windowLength: 1, windows: Int32Array.of(0, 1, 1, 1) };
    await expect(block.extract(block.configure({}, input), recording)).rejects.toMatchObject({
      code: 'IMP_WINDOW_REFUSED',
      message: expect.stringContaining('starts at time step 1'),
    });
  });

  it('refuses windows outside of the recording', async () => {
    const recording = { values: Float32Array.of(1, 1), axes: 2, windowLength: 1, windows: Int32Array.of(1, 1) };
    await expect(async () => block.extract(block.configure({}, input), recording)).rejects.toThrow('outside');
  });

  it("reports a block that does not compile in the compiler's words", async () => {
    writeFileSync(join(folder, 'axis_sum.cpp'), 'int x = ;');
    await expect(loadBlock(folder)).rejects.toMatchObject({
      code: 'IMP_COMPILE_FAILED',
      message: expect.stringMatching(/does not compile:[^]*error/),
    });
  });

  it('reports a missing source and a missing include by name', async () => {
    writeFileSync(join(folder, 'axis_sum.cpp'), '#include "nowhere.h"\n');
    await expect(loadBlock(folder)).rejects.toMatchObject({
      code: 'IMP_INCLUDE_MISSING',
      message: expect.stringContaining('includes "nowhere.h"'),
    });
    rmSync(join(folder, 'axis_sum.cpp'));
    await expect(loadBlock(folder)).rejects.toMatchObject({ code: 'IMP_SOURCE_MISSING', message: expect.stringContaining('does not exist') });
  });
});
