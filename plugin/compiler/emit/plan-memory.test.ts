import { describe, expect, it } from 'vitest';
import { planMemory, planQuantizedMemory } from './plan-memory';

const model = { arenaBytes: 4096, inputOffset: 1024, inputBytes: 100, readsAllInOrder: true };

describe('planMemory', () => {
  it('costs nothing beyond the arena where features and scratch fit into it', () => {
    expect(planMemory({ features: 100, scratchBytes: 512, models: [model] })).toEqual({
      bytes: 4096,
      featuresOffset: 1024,
      scratchOffset: 0,
    });
  });

  it('never puts features below an input tensor that they are quantised into', () => {
    expect(planMemory({ features: 100, scratchBytes: 0, models: [model] }).featuresOffset).toBe(1024);
  });

  it('puts features behind the input tensor when a model reads them in another order', () => {
    const { featuresOffset } = planMemory({ features: 100, scratchBytes: 0, models: [{ ...model, readsAllInOrder: false }] });
    expect(featuresOffset).toBe(1136);
  });

  it('keeps features above the arenas of all models but the last', () => {
    const plan = planMemory({ features: 100, scratchBytes: 0, models: [{ ...model, arenaBytes: 5000 }, model] });
    expect(plan).toEqual({ bytes: 5008 + 400, featuresOffset: 5008, scratchOffset: 0 });
  });

  it('keeps features above the scratch', () => {
    expect(planMemory({ features: 10, scratchBytes: 9000, models: [model] })).toEqual({
      bytes: 9056,
      featuresOffset: 9008,
      scratchOffset: 0,
    });
  });
});

describe('planQuantizedMemory', () => {
  const model = { arenaBytes: 5000, inputOffset: 1024, inputBytes: 112, readsAllInOrder: true };

  it('lets features stand in the input tensor and scratch beside it, below where there is room', () => {
    expect(planQuantizedMemory(1024, model)).toEqual({ bytes: 5008, featuresOffset: 1024, scratchOffset: 0 });
    expect(planQuantizedMemory(1032, model)).toEqual({ bytes: 5008, featuresOffset: 1024, scratchOffset: 1136 });
    expect(planQuantizedMemory(4000, model)).toEqual({ bytes: 5136, featuresOffset: 1024, scratchOffset: 1136 });
  });
});
