import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { openDataset } from '../../plugin/data/open-dataset';
import { findEmulatorTools } from '../../plugin/estimate/emulator-tools';
import type { Estimate } from '../../plugin/estimate/estimate';
import { runImpulse } from '../../plugin/runners/run-impulse';
import type { Outcome } from '../../plugin/runners/run-plans';
import { makeFolder } from '../temp-folder';

const TARGET = 'cortex-m3';

/** Two sensors that begin at different times and have rates of their own; one DSP block takes both, the other one axis of each. */
const MANIFEST = `name: twist
dataset:
  sources:
    - path: "data/**/*.csv"
      label: "{dir}"
      sensors: { acc: { file: "*.acc.csv", axes: [x, y] }, gyro: { file: "*.gyro.csv", axes: [r] } }
  split: { validation: 25 %, test: 25 % }
input: { window: 640 ms, stride: 640 ms, frequency: 50 Hz, axes: [x, y, r] }
dsp:
  spectrum: { block: spectral-analysis, fftLength: 16 }
  level: { block: flatten, axes: [r, x] }
learn:
  moves: { block: dense-classifier, neurons: [6], epochs: 3 }
targets: [${TARGET}]
deploy: [cpp-library]
`;

/** Rows of time and values: triangles and a little noise, since sines differ between versions of Node. */
function recordSensor(hz: number, startMs: number, axes: number, period: number, seed: number): string {
  let state = seed;
  const noise = (): number => ((state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) >> 16) / 32768;
  const rows = Array.from({ length: Math.round(2.2 * hz) }, (_, step) => {
    const ms = startMs + (step * 1000) / hz;
    const values = Array.from({ length: axes }, (_unused, axis) => Math.abs(((ms / period + axis / 3) % 1) - 0.5) + 0.1 * noise());
    return [ms.toFixed(2), ...values.map((value) => value.toFixed(5))].join(',');
  });
  return rows.join('\n');
}

function sensorFiles(): Record<string, string> {
  const files: Record<string, string> = { 'impulse.yaml': MANIFEST, 'nx.json': '{}' };
  for (const [label, period] of [['slow', 400], ['fast', 130]] as const) {
    for (let n = 0; n < 8; n++) {
      files[`data/${label}/${n}.acc.csv`] = `timestamp,x,y\n${recordSensor(62.5, 1000, 2, period, n + 1)}\n`;
      files[`data/${label}/${n}.gyro.csv`] = `timestamp,r\n${recordSensor(100, 1103.4, 1, period, n + 101)}\n`;
    }
  }
  return files;
}

const whyNot = findEmulatorTools() === undefined ? 'no emulator is installed' : undefined;

describe.skipIf(whyNot !== undefined)(`an impulse of fused sensors (${whyNot ?? `on an emulated ${TARGET}`})`, () => {
  let outcomes: Map<string, Outcome>;
  beforeAll(async () => {
    vi.stubEnv('NX_IMPULSE_CACHE', makeFolder());
    outcomes = await runImpulse(makeFolder(sensorFiles()), { steps: ['estimate', 'deploy'] }).finally(() => vi.unstubAllEnvs());
  });
  const folderOf = (id: string): string => outcomes.get(id)!.folder;
  const estimate = (): Estimate => JSON.parse(readFileSync(join(folderOf(`estimate--${TARGET}`), 'estimate.json'), 'utf8'));

  it('is one of recordings that both sensors cover, at one rate', () => {
    const { samples } = openDataset(folderOf('ingest'));
    expect(samples).toHaveLength(16);
    // From 1103.4 ms, where the second begins, to 3208 ms, where the first has 138 steps of 16 ms behind it.
    expect(new Set(samples.map(({ axes, frequencyHz, length }) => `${axes.join()} ${frequencyHz} ${length}`))).toEqual(new Set(['x,y,r 50 105']));
  });

  it('gives on the core what it gives on the host, to the last bit of features, scores and decisions', () => {
    const { how, parity, int8 } = estimate();
    expect({ how, equal: parity?.equal }).toEqual({ how: 'emulated', equal: true });
    expect(parity!.windows, 'windows of the test side, and those that must be refused').toBeGreaterThan(10);
    expect(int8.cycles).toBeGreaterThan(0);
  });

  it('is deployed as the code that ran there', () => {
    const archive = readdirSync(folderOf(`deploy--${TARGET}`)).find((name) => name.endsWith('.zip'))!;
    const entries = Object.entries(unzipSync(readFileSync(join(folderOf(`deploy--${TARGET}`), archive))));
    const measured = join(folderOf(`compile--${TARGET}`), 'int8');
    const deployed = new Map(entries.map(([path, bytes]) => [basename(path), Buffer.from(bytes).toString()]));
    const sources = readdirSync(measured).filter((name) => /\.(cpp|h)$/.test(name));
    expect(sources).toContain('twist_impulse.cpp');
    expect(sources.filter((name) => deployed.get(name) !== readFileSync(join(measured, name), 'utf8'))).toEqual([]);
  });
});
