import { join } from 'node:path';
import { compileModel } from '../../compiler/compile-model';
import { memorySymbol, modelName } from '../../compiler/emit/emit-impulse';
import type { ImpulseSpec } from '../../compiler/emit/impulse-spec';
import { writeFlatbuffer } from '../../compiler/tflite/write-flatbuffer';
import type { Base } from '../../learn/transfer/read-base';
import { loadImpulse } from '../../native';
import { collectSources } from '../compile/collect-sources';
import { writeImpulse } from '../compile/write-impulse';

/** Windows that one call computes: they all wait in memory. */
const WINDOWS_AT_ONCE = 64;

/** What a base makes of the features of windows `[windows, features]`: `[windows, base.width]`, dequantized where it is int8. */
export type EmbedWindows = (features: Float32Array, progress: (done: number) => void) => Promise<Float32Array>;

/**
 * Builds the C++ of a base for this machine: an impulse that is handed its features and gives what the base makes of them. It is what
 * `evaluate` and the device run, from the quantization of the features on.
 * @param folder for the generated sources
 */
export async function buildBase(base: Base, features: number, folder: string): Promise<EmbedWindows> {
  const spec = impulseOf(base, features);
  writeImpulse(spec, join(folder, 'base'), join(folder, 'base-host'));
  const impulse = await loadImpulse(join(folder, 'base'), join(folder, 'base-host'));
  return async (values, progress) => {
    const count = values.length / features;
    const embedded = new Float32Array(count * base.width);
    for (let first = 0; first < count; first += WINDOWS_AT_ONCE) {
      const some = Math.min(WINDOWS_AT_ONCE, count - first);
      const { scores } = await impulse.run({
        values: new Float32Array(some),
        axes: 1,
        windowLength: 1,
        windows: Int32Array.from({ length: 2 * some }, (_, at) => (at % 2 === 0 ? at / 2 : 1)),
        supplied: values.subarray(first * features, (first + some) * features),
      });
      embedded.set(scores, first * base.width);
      progress((first + some) / count);
    }
    return embedded;
  };
}

/** Its sensor gives one value, which nothing reads. */
function impulseOf({ graph, width }: Base, features: number): ImpulseSpec {
  const [name, learn, dsp] = ['base', 'layer', 'features'];
  const options = { name: modelName(name, learn), arch: 'portable' as const, arenaSymbol: memorySymbol(name) };
  const model = compileModel(writeFlatbuffer(graph, 'base'), options);
  const labels = Array.from({ length: width }, (_, at) => String(at));
  const plan = { shape: [features], ints: [], floats: [], scratchBytes: 0, stateBytes: 0 };
  return {
    name,
    input: { frequencyHz: 1, windowLength: 1, strideLength: 1, axes: ['none'], dtype: 'float32' },
    dsp: [{ name: dsp, block: dsp, plan, supplied: true }],
    learn: [{ name: learn, block: 'transfer', input: [dsp], result: 'value', labels, model }],
    sources: collectSources(model.sdkFiles, []),
  };
}
