import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BlockPlan } from '../plugin/native';
import { buildProgram, runProgram } from '../sdk-cpp/test/build-program';
import { makeFolder } from './temp-folder';

const programs = new Map<string, string>();

/**
 * Scores feature vectors by the C++ of a learn block and a plan, under sanitizers, every vector twice.
 * @param source the block's one C++ file, named like it
 * @param features `[windows, width]`
 * @returns `[windows, scores]`
 */
export function scorePlan(source: string, { shape, ints, floats }: BlockPlan, features: Float32Array, width: number): Float32Array {
  const scores = shape.reduce((product, size) => product * size, 1);
  const tables = { ints: bytesOf(Int32Array.from(ints)), floats: bytesOf(Float32Array.from(floats)), features: bytesOf(features) };
  const folder = makeFolder(tables);
  const program = programs.get(source) ?? buildScorer(source);
  programs.set(source, program);
  const files = [...Object.keys(tables), 'scores'].map((name) => join(folder, name));
  runProgram(program, [...files, `${width}`, `${scores}`]);
  return new Float32Array(new Uint8Array(readFileSync(join(folder, 'scores'))).buffer);
}

function buildScorer(source: string): string {
  const block = basename(source, '.cpp');
  const main = `#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vector>
#include "impulse/block.h"
extern "C" int32_t ${block}_score(const impulse_plan *plan, const float *features, float *score);

template <typename Value>
static std::vector<Value> read_values(const char *name) {
  std::vector<Value> values;
  FILE *file = fopen(name, "rb");
  Value value;
  while (fread(&value, sizeof value, 1, file) == 1) values.push_back(value);
  fclose(file);
  return values;
}

int main(int, char **args) {
  const std::vector<int32_t> ints = read_values<int32_t>(args[1]);
  const std::vector<float> floats = read_values<float>(args[2]);
  const std::vector<float> features = read_values<float>(args[3]);
  const size_t width = static_cast<size_t>(atoi(args[5]));
  const size_t scores = static_cast<size_t>(atoi(args[6]));
  impulse_plan plan = impulse_plan();
  plan.ints = ints.data();
  plan.floats = floats.data();
  std::vector<float> said(scores, 0.0f);
  std::vector<float> again(scores, -1.0f);
  FILE *out = fopen(args[4], "wb");
  for (size_t at = 0; at < features.size(); at += width) {
    if (${block}_score(&plan, &features[at], said.data()) != 0) return 1;
    if (${block}_score(&plan, &features[at], again.data()) != 0) return 1;
    if (memcmp(said.data(), again.data(), scores * sizeof(float)) != 0) return 2;
    fwrite(said.data(), sizeof(float), scores, out);
  }
  return fclose(out);
}
`;
  return buildProgram([join(makeFolder({ 'main.cpp': main }), 'main.cpp'), source]);
}

function bytesOf({ buffer }: Int32Array | Float32Array): Buffer {
  return Buffer.from(buffer as ArrayBuffer);
}
