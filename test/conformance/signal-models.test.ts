import { expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { seededRandom } from './random-drafts';
import { runTflm } from './run-interpreter';
import { runManyOnHost } from './run-model';
import { drawFrontEnd, drawSamples, writeFrontEnd } from './signal-models';

const MODELS = Number(process.env.NX_IMPULSE_RANDOM_MODELS ?? 4);
const RUNS = 10;

test('the operators of TensorFlow Lite Micro\'s front end give its bits, one after another, run after run', () => {
  const random = seededRandom(8);
  const cases = Array.from({ length: MODELS }, (_, index) => {
    const frontEnd = drawFrontEnd(random);
    const file = writeFrontEnd(frontEnd, random);
    const name = `front_end_${index}`;
    const inputs = Array.from({ length: RUNS }, (__, run) => drawSamples(frontEnd, random, run));
    return { frontEnd, file, name, inputs, model: compileModel(file, { name, arch: 'portable' }), outputCount: 13 };
  });
  const wanted = runTflm(cases);
  runManyOnHost(cases).forEach((runs, index) => {
    const { frontEnd, model, outputCount } = cases[index];
    expect(model.outputs).toHaveLength(outputCount);
    const result = wanted[index];
    if ('error' in result) throw new Error(result.error);
    let at = 0;
    runs.forEach((got, run) => {
      let from = 0;
      for (const { name, bytes, dtype } of model.outputs) {
        const [ours, theirs] = [Buffer.from(got.subarray(from, from + bytes)), result.outputs.subarray(at + from, at + from + bytes)];
        expect(ours.toString('hex'), `${name} (${dtype}) of run ${run}, ${JSON.stringify(frontEnd)}`).toBe(theirs.toString('hex'));
        from += bytes;
      }
      at += from;
    });
  });
});
