import { expect } from 'vitest';
import { compileModel, type CompiledModel, type CompileOptions } from '../../plugin/compiler/compile-model';
import type { Graph } from '../../plugin/compiler/ir/graph';
import { writeFlatbuffer } from '../../plugin/compiler/tflite/write-flatbuffer';
import { drawInputs, seededRandom, type Family } from './random-models';
import { runManyOnHost, type HostForm } from './run-model';
import { runLiteRt, runTflm } from './run-interpreter';

const RUNS = 3;

/** Models of a family give the bits of its golden, compiled for each instruction set. Answers how many programs and bytes were compared. */
export function expectGolden(family: Family, graphs: readonly Graph[], archs: readonly CompileOptions['arch'][], form?: HostForm): { builds: number; bytes: number } {
  const { name, golden, isPositive } = family;
  const random = seededRandom(graphs.length);
  const cases = graphs.map((graph) => ({
    graph, file: writeFlatbuffer(graph, name), outputCount: graph.outputs.length,
    inputs: Array.from({ length: RUNS }, (_, run) => drawInputs(graph, random, run, isPositive)),
  }));
  const wanted = (golden === 'LiteRT' ? runLiteRt : runTflm)(cases);
  const builds = cases.flatMap(({ file, inputs }, index) => compileDistinct(file, `model_${index}`, archs).map((build) => ({ ...build, inputs, index })));
  let bytes = 0;
  runManyOnHost(builds, 'g++', form).forEach((got, at) => {
    const { index, model } = builds[at];
    expect(wanted[index], 'the interpreter takes the model').not.toHaveProperty('error');
    const { outputs } = wanted[index] as { outputs: Buffer };
    const shown = JSON.stringify(graphs[index], (key, value: unknown) => (key === 'data' ? undefined : value));
    expect(Buffer.concat(got).equals(outputs), `${model.sdkFiles.join(' ')}: ${shown}`).toBe(true);
    bytes += outputs.length;
  });
  return { builds: builds.length, bytes };
}

/** A model for each instruction set; once where they get the same code, as they do of an operator with one version of its kernel. */
function compileDistinct(file: Uint8Array, prefix: string, archs: readonly CompileOptions['arch'][]): { name: string; model: CompiledModel }[] {
  const seen = new Set<string>();
  return archs.flatMap((arch, at) => {
    const name = `${prefix}_${at}`;
    const model = compileModel(file, { name, arch });
    const code = JSON.stringify(model.files).replaceAll(name, '').replaceAll(name.toUpperCase(), '').replace(/Kernels: [^.]*/g, '');
    if (seen.has(code)) return [];
    seen.add(code);
    return [{ name, model }];
  });
}
