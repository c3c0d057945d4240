import { describe, expect, test } from 'vitest';
import { compileModel } from '../../plugin/compiler/compile-model';
import { drawDetectionInputs, writeDetection, type Detection } from './detection-models';
import { seededRandom } from './random-drafts';
import { runManyOnHost } from './run-model';
import { runLiteRt, runTflm } from './run-interpreter';

const RUNS = 3;

const FORMS = (['float32', 'uint8', 'int8'] as const).flatMap((type) =>
  [false, true].flatMap((isRegular) => [0, 1].map((background): Pick<Detection, 'type' | 'isRegular' | 'background'> => ({ type, isRegular, background }))));

describe('TFLite_Detection_PostProcess', () => {
  const random = seededRandom(3);
  const cases = FORMS.map((form, index) => {
    const detection: Detection = { ...form, boxes: random.integer(20, 36), classes: random.integer(1, 4), maxDetections: random.choose([3, 9]), detectionsOfClass: random.choose([2, 20]) };
    const file = writeDetection(detection, random);
    return { detection, file, name: `boxes_${index}`, outputCount: 4, inputs: Array.from({ length: RUNS }, () => drawDetectionInputs(detection, random)) };
  });
  const compiled = cases.map((item) => ({ ...item, model: compileModel(item.file, { name: item.name, arch: 'portable' }) }));

  /** LiteRT alone reads uint8 here, and nobody int8. */
  const goldens = [
    { interpreter: 'TensorFlow Lite Micro', run: runTflm, type: 'float32' },
    { interpreter: 'LiteRT', run: runLiteRt, type: 'uint8' },
  ] as const;

  test.each(goldens)('gives the detections of $interpreter on $type', ({ run, type }) => {
    const chosen = compiled.filter(({ detection }) => detection.type === type);
    const wanted = run(chosen);
    runManyOnHost(chosen).forEach((runs, index) => {
      const result = wanted[index];
      if ('error' in result) throw new Error(result.error);
      const { maxDetections } = chosen[index].detection;
      const size = runs[0].length;
      runs.forEach((got, at) => {
        const golden = result.outputs.subarray(at * size, (at + 1) * size);
        expect(listDetections(got, maxDetections), `model ${index}, run ${at}`).toEqual(listDetections(golden, maxDetections));
        expect(listDetections(got, maxDetections).length).toBeGreaterThan(0);
      });
    });
  });

  test('leaves nothing of an earlier run behind the last detection', () => {
    const [{ model }] = compiled;
    const nothing = new Uint8Array(model.inputs.reduce((sum, { bytes }) => sum + bytes, 0));
    const [, second] = runManyOnHost([{ ...compiled[0], inputs: [compiled[0].inputs[0], nothing] }])[0];
    expect(second.every((byte) => byte === 0)).toBe(true);
  });

  test('takes int8 for the numbers that it stands for', () => {
    const chosen = compiled.filter(({ detection }) => detection.type === 'int8');
    for (const [index, runs] of runManyOnHost(chosen).entries()) {
      for (const got of runs) expect(listDetections(got, chosen[index].detection.maxDetections).length).toBeGreaterThan(0);
    }
  });
});

/** Corners, class and score of each detection; the interpreters leave what lies behind the last one as it was. */
function listDetections(bytes: Uint8Array, most: number): number[][] {
  const values = new Float32Array(Uint8Array.from(bytes).buffer);
  return Array.from({ length: values[6 * most] }, (_, at) => [...values.subarray(4 * at, 4 * at + 4), values[4 * most + at], values[5 * most + at]]);
}
