import { describe, expect, it } from 'vitest';
import { energyOf } from './energy';

const active = { value: 50_000, source: 'data sheet' };
const idle = { value: 100, source: 'data sheet' };
const stride = { strideLength: 500, frequencyHz: 1000 };

describe('energyOf', () => {
  it('is power times latency, with flash where that is known', () => {
    expect(energyOf({ activePowerMicrowatts: active }, stride, { latencyMs: 10 })).toBe(500);
    expect(energyOf({ activePowerMicrowatts: active }, stride, { latencyMs: 10, withFlashMs: 12 })).toBe(600);
  });

  it('adds idling until the next window, and nothing where the next one waits already', () => {
    const powers = { activePowerMicrowatts: active, idlePowerMicrowatts: idle };
    expect(energyOf(powers, stride, { latencyMs: 10 })).toBe(500 + 49);
    expect(energyOf(powers, stride, { latencyMs: 600 })).toBe(30_000);
  });

  it('is not known without a power or a latency', () => {
    expect(energyOf({}, stride, { latencyMs: 10 })).toBeUndefined();
    expect(energyOf({ activePowerMicrowatts: active }, stride, {})).toBeUndefined();
  });
});
