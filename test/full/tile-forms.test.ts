import { describe, expect, test } from 'vitest';
import { compileModel, type CompiledModel } from '../../plugin/compiler/compile-model';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import { measureModel } from '../../plugin/estimate/measure-model';
import { readCore } from '../../plugin/estimate/read-target';
import { drawInputs, FAMILIES, seededRandom } from '../conformance/random-models';
import { runTflm } from '../conformance/run-interpreter';

/** Layers drawn, so that each form has been seen. */
const DRAWN = 120;
const KERNELS = { own: ['conv_2d_packed_s8'], shared: ['conv_2d_shared_s8'] };

/** Forms of the block in arch/armv7e-m/tile_filters_s8.h that a build takes, from the constants of its layer. */
function formOf({ files }: CompiledModel): string {
  const text = Object.values(files).join('\n');
  const constant = (name: string): number => Number(new RegExp(`\\b${name} = (-?\\d+)`).exec(text)?.[1] ?? 0);
  if (constant('activation_min') > -128 || constant('activation_max') < 127) return 'any range';
  const isCut = constant('overwrites_input') !== 0 && (constant('output_height') * constant('output_width')) % 4 !== 0;
  return [
    constant('activation_min') === constant('output_zero_point') ? 'cut at its zero point' : 'whole range',
    constant('output_depth') % 2 !== 0 ? 'odd' : 'even',
    isCut || constant('output_width') < 4 ? 'short tiles' : 'whole tiles',
  ].join(', ');
}

/** One random convolution of each form. */
function drawForms(kernels: string[]) {
  const random = seededRandom(5);
  const family = FAMILIES.find(({ name }) => name === 'CONV_2D int8')!;
  const forms = new Map<string, { file: Uint8Array; inputs: Uint8Array[]; outputCount: number; model: CompiledModel }>();
  for (let drawn = 0; drawn < DRAWN; drawn++) {
    const graph = family.draw(random);
    const file = writeFlatbuffer(graph, 'model');
    const inputs = [0, 1, 2].map((run) => drawInputs(graph, random, run));
    const model = compileModel(file, { name: 'model', arch: 'armv7e-m', kernels });
    const isTaken = model.choices?.some(({ chosen }) => chosen.kernel.startsWith(kernels[0]));
    if (isTaken && !forms.has(formOf(model))) forms.set(formOf(model), { file, inputs, outputCount: 1, model });
  }
  return forms;
}

describe.skipIf(!findEmulatorTools())('forms of a tile on an emulated Cortex-M4F (needs the emulator)', () => {
  test.each(Object.entries(KERNELS))('layers with code of %s equal TensorFlow Lite Micro in each', async (_, kernels) => {
    const forms = drawForms(kernels);
    const golden = runTflm([...forms.values()]);
    const unequal: string[] = [];
    for (const [at, [form, { model, inputs }]] of [...forms].entries()) {
      const { run } = await measureModel(model, { name: 'model', core: readCore('cortex-m4f'), input: Buffer.concat(inputs) });
      const wanted = golden[at];
      if (!('outputs' in wanted) || !Buffer.from(run.output).equals(wanted.outputs)) unequal.push(form);
    }
    expect(unequal).toEqual([]);
    // its range as one of three, and for two of these an even or an odd number of filters, whole tiles or a short one
    expect(forms.size).toBe(9);
  });
});
