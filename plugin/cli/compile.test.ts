import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../test/conformance/random-drafts';
import { drawStream, drawWordModel } from '../../test/conformance/random-streams';
import { makeFolder } from '../../test/temp-folder';
import type { Graph } from '../compiler/ir/graph';
import { writeFlatbuffer } from '../compiler/tflite/write-flatbuffer';
import { findEmulatorTools } from '../estimate/emulator-tools';
import { compile } from './compile';

const relu: Graph = {
  tensors: [0, 1].map((id) => ({ id, name: `t${id}`, shape: [1, 4], dtype: 'float32' as const, isVariable: false })),
  inputs: [0],
  outputs: [1],
  ops: [{ index: 0, name: 'RELU', version: 1, inputs: [0], outputs: [1], options: {} }],
};

const run = async (path: string, options: Record<string, string | boolean>) => {
  const lines: string[] = [];
  await compile.run({ args: [path], options: { name: 'kws', ...options }, print: (line) => lines.push(line) });
  return lines.join('\n');
};

test('compile writes one flat folder of sources for a target', async () => {
  const folder = makeFolder({ 'model.tflite': Buffer.from(writeFlatbuffer(relu, 'test')) });
  const out = join(folder, 'out');
  const text = await run(join(folder, 'model.tflite'), { out, target: 'arduino-nano-33-ble-sense' });
  expect(text).toContain('input 0: float32 1x4');
  expect(text).toContain('of arduino-nano-33-ble-sense: 0.0 % of 262,144 B RAM, 0.0 % of 1,048,576 B flash; stack and code come on top');
  expect(readFileSync(join(out, 'kws_model.h'), 'utf8')).toContain('int kws_invoke(void);');
  expect(existsSync(join(out, 'clamp_f32.h'))).toBe(true);
});

test('compile says which kernel each operator got for a goal, and what that costs', async () => {
  const folder = makeFolder({ 'model.tflite': Buffer.from(writeFlatbuffer(relu, 'test')) });
  const lines: string[] = [];
  const options = { name: 'kws', out: join(folder, 'out'), arch: 'armv7e-m', optimize: 'flash', explain: true };
  await compile.run({ args: [join(folder, 'model.tflite')], options, print: (line) => lines.push(line) });
  expect(lines.join('\n')).toMatch(/kernels, by the cost model [\d,]+ cycles and [\d,]+ B of flash:\n {2}0 RELU: clamp_f32, [\d,]+ cycles, [\d,]+ B/);
});

test.skipIf(!findEmulatorTools())('compile --explain bounds the stack where the core of the target can be linked for, and says where not', async () => {
  const folder = makeFolder({ 'model.tflite': Buffer.from(writeFlatbuffer(relu, 'test')) });
  const explain = (target: string) => run(join(folder, 'model.tflite'), { out: join(folder, 'out'), target, explain: true });
  expect(await explain('rp2040')).toMatch(/^stack: at most \d+ B \(measured_call > kws_invoke.*\); an interrupt adds 36 B/m);
  expect(await explain('esp32-c3')).toMatch(/^stack: not known, nothing is linked for /m);
});

test('compile --streaming writes a second model that takes what is new, and says what it keeps', async () => {
  const folder = makeFolder({ 'model.tflite': Buffer.from(writeFlatbuffer(drawWordModel(seededRandom(3), 15, 10, 3), 'test')) });
  const options = { out: join(folder, 'out'), arch: 'portable', explain: true };
  const refused = run(join(folder, 'model.tflite'), { ...options, streaming: 'hop=150' });
  await expect(refused).rejects.toMatchObject({ code: 'IMP_HOP_UNFIT', details: { problem: expect.stringContaining('from 1 to 149') } });
  await expect(run(join(folder, 'model.tflite'), { ...options, streaming: 'hop=1' })).rejects.toMatchObject({ code: 'IMP_MODEL_STILL' });
  const image = drawStream(seededRandom(5), 'float32');
  writeFileSync(join(folder, 'image.tflite'), writeFlatbuffer(image.graph, 'test'));
  const text = await run(join(folder, 'image.tflite'), { ...options, streaming: `hop=${image.hop},axis=${image.axis}` });
  expect(text).toMatch(/hop of \d: arena: [\d,]+ B, kept from run to run: [\d,]+ B, .* the first window is whole after \d+ runs/);
  expect(text).toContain('These operators compute what is new alone: ');
  expect(readFileSync(join(folder, 'out', 'kws_slide_model.h'), 'utf8')).toContain(`#define KWS_SLIDE_HOP ${image.hop}\n`);
});

test('compile names what is wrong with its arguments', async () => {
  const folder = makeFolder({ 'model.tflite': Buffer.from(writeFlatbuffer(relu, 'test')) });
  const model = join(folder, 'model.tflite');
  await expect(run(join(folder, 'no.tflite'), { out: folder })).rejects.toMatchObject({ code: 'IMP_MODEL_MISSING' });
  await expect(run(model, { out: folder, name: 'Key Words' })).rejects.toMatchObject({ code: 'IMP_MODEL_NAME' });
  await expect(run(model, { out: folder, arch: 'z80' })).rejects.toMatchObject({ code: 'IMP_ARCH_UNKNOWN' });
  await expect(run(model, { out: folder, optimize: 'beauty' })).rejects.toMatchObject({ code: 'IMP_GOAL_UNKNOWN' });
  await expect(run(model, { out: folder, streaming: 'often' })).rejects.toMatchObject({ code: 'IMP_STREAMING_UNKNOWN' });
  await expect(run(model, { out: folder, target: 'commodore' })).rejects.toMatchObject({ code: 'IMP_TARGET_UNKNOWN' });
});
