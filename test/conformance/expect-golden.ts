import { expect } from 'vitest';
import { compileModel, type CompileOptions } from '../../plugin/compiler/compile-model';
import type { Graph } from '../../plugin/compiler/ir/graph';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { drawInputs, seededRandom, type Family } from './random-models';
import { runManyOnHost } from './run-model';
import { runLiteRt, runTflm } from './run-interpreter';

const RUNS = 3;

/** Models of a family give the bits of its golden, compiled for each instruction set. */
export function expectGolden({ name, golden, isPositive }: Family, graphs: readonly Graph[], archs: readonly CompileOptions['arch'][]): void {
  const random = seededRandom(graphs.length);
  const cases = graphs.map((graph) => ({
    graph, file: writeFlatbuffer(graph, name), outputCount: graph.outputs.length,
    inputs: Array.from({ length: RUNS }, (_, run) => drawInputs(graph, random, run, isPositive)),
  }));
  const wanted = (golden === 'LiteRT' ? runLiteRt : runTflm)(cases);
  for (const arch of archs) {
    const compiled = cases.map((item, index) => ({ ...item, name: `model_${index}`, model: compileModel(item.file, { name: `model_${index}`, arch }) }));
    runManyOnHost(compiled).forEach((got, index) => {
      expect(wanted[index], 'the interpreter takes the model').not.toHaveProperty('error');
      const { outputs } = wanted[index] as { outputs: Buffer };
      const shown = JSON.stringify(graphs[index], (key, value: unknown) => (key === 'data' ? undefined : value));
      expect(Buffer.concat(got).equals(outputs), `${arch}: ${shown}`).toBe(true);
    });
  }
}
