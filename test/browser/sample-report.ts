import type { Costs, Report, TargetPart } from '../../plugin/steps/report/report';

/** A report with every part present and names that try to break out of the page. */
export function sampleReport(): Report {
  const labels = ['yes', 'no', '_silence_', '<script>alert("x")</script>'];
  const matrix = labels.map((_, row) => labels.map((__, column) => (row === column ? 40 - row : (row + column) % 3)));
  return {
    version: 1,
    impulse: { name: 'sample & "quoted" <b>impulse</b>', description: 'Every part of the page.', windowMs: 1000, strideMs: 500, frequencyHz: 16000, axes: ['audio'] },
    dataset: {
      recordings: 400,
      seconds: 400,
      labels: labels.map((label, i) => ({ label, train: 60 + i, validation: 20, test: 20 - i })),
      quarantine: [{ file: 'data/<img src=x onerror=alert(1)>.wav', code: 'IMP_WAV_BROKEN', reason: 'the header promises more than the file holds' }],
      duplicates: 2,
      contradictions: 1,
      leaks: 0,
      groups: {
        field: 'speaker',
        train: { count: 14, values: Array.from({ length: 12 }, (_, i) => `s${i + 10}`) },
        validation: { count: 0, values: [] },
        test: { count: 2, values: ['<b>anna</b>', 'ben'] },
      },
    },
    dsp: [{ name: 'mfcc', block: 'mfcc', shape: [41, 13] }],
    models: [
      {
        learn: 'keywords',
        block: 'ds-cnn',
        accuracy: { int8: { train: 0.97, validation: 0.931, test: 0.924 }, float32: { train: 0.972, validation: 0.934, test: 0.926 } },
        confusion: { labels, train: matrix, test: matrix },
        perClass: labels.map((label, i) => ({ label, precision: 0.9 + i / 100, recall: 0.92, f1: 0.91, windows: 20 - i })),
        history: Array.from({ length: 30 }, (_, i) => ({ epoch: i + 1, trainLoss: 2 / (i + 1), validationLoss: 2.1 / (i + 1) + 0.1, trainAccuracy: 1 - 0.8 / (i + 1), validationAccuracy: 0.93 - 0.7 / (i + 1) })),
      },
      {
        learn: 'wear',
        block: 'gmm-anomaly',
        scores: [{ name: 'area under the ROC curve (AUC)', int8: 0.9876, float32: 0.9876 }],
        anomalies: {
          labels: [
            { label: 'yes', side: 'validation', role: 'normal', windows: 20, anomalous: 0.05 },
            { label: '<i>worn</i>', side: 'validation', role: 'tune', windows: 10, anomalous: 1, auc: 1 },
            { label: 'broken', side: 'test', role: 'report', windows: 12, anomalous: 0.75, auc: 0.9876 },
          ],
          curves: [
            { side: 'validation', points: [{ falseAlarms: 0, detected: 0 }, { falseAlarms: 0, detected: 1 }, { falseAlarms: 1, detected: 1 }] },
            { side: 'test', points: [{ falseAlarms: 0, detected: 0 }, { falseAlarms: 0.05, detected: 0.9 }, { falseAlarms: 1, detected: 1 }] },
          ],
        },
        history: [],
      },
    ],
    targets: [sampleTarget('arduino-nano-33-ble-sense', 64e6, 1), withModels(sampleTarget('rp2040', 133e6, 4))],
    runs: [
      { id: 'ingest', from: 'cache', cpuSeconds: 0.4 },
      { id: 'features--mfcc', from: 'cache', engine: 'docker', machine: 'build-7', startedAt: '2026-01-30T08:00:00.000Z', wallSeconds: 4, cpuSeconds: 3.5, peakMemoryBytes: 120_000_000 },
      { id: 'train--keywords', from: 'run', engine: 'local', machine: '<i>mine</i>', startedAt: '2026-01-31T12:30:00.000Z', wallSeconds: 90, cpuSeconds: 171.2, peakMemoryBytes: 812_000_000 },
    ],
    scatter: {
      explained: [0.41, 0.17],
      labels,
      points: Array.from({ length: 300 }, (_, i) => ({ x: ((i * 37) % 101) / 10 + (i % 4) * 3, y: ((i * 53) % 97) / 10, label: i % 4, side: i % 5 === 0 ? 'test' : 'train' })),
    },
  };
}

function sampleGoals(factor: number): NonNullable<TargetPart['goals']> {
  return {
    chosen: 'balanced',
    costs: [
      { goal: 'balanced', cycles: 4_120_000 * factor, flashBytes: 34_800, arenaBytes: 8_512 },
      { goal: 'speed', cycles: 3_960_000 * factor, flashBytes: 34_700, arenaBytes: 16_512 },
      { goal: 'ram', cycles: 4_120_000 * factor, flashBytes: 34_800, arenaBytes: 8_512 },
      { goal: 'flash', cycles: 5_700_000 * factor, flashBytes: 31_200, arenaBytes: 16_200 },
    ],
  };
}

function sampleTarget(id: string, clockHz: number, factor: number): TargetPart {
  const costs = (scale: number): Costs => ({
    ramBytes: 14_200 * scale,
    flashBytes: 63_400 * scale,
    latencyMs: 84.3 * factor * scale,
    cycles: 5_400_000 * factor * scale,
    stages: [{ name: 'mfcc', latencyMs: 24 * factor * scale }, { name: 'keywords', latencyMs: 60 * factor * scale }],
  });
  return {
    id,
    title: id,
    core: 'cortex-m4f',
    clockHz,
    how: 'emulated',
    goals: sampleGoals(factor),
    method: { latency: 'executed on an emulated core, cycles modelled', memory: 'measured from the linked image', modelError: 'within 3.5 % on M33 hardware' },
    int8: costs(1),
    float32: costs(3.1),
    parity: { windows: 20, equal: true },
    verdicts: [
      { what: 'latency', value: 84.3 * factor, limit: 100, ok: 84.3 * factor <= 100, help: 'conv_2 takes 61 % of it' },
      { what: 'ram', value: 14_200, limit: 64_000, ok: true },
    ],
    arena: { bytes: 16_000, tensors: [{ name: 'input', offset: 0, bytes: 490, firstUse: 0, lastUse: 0 }, { name: 'conv_1', offset: 496, bytes: 8000, firstUse: 0, lastUse: 1 }, { name: 'dw_1', offset: 8496, bytes: 7500, firstUse: 1, lastUse: 2 }, { name: 'pw_1', offset: 0, bytes: 8000, firstUse: 2, lastUse: 3 }] },
  };
}

/** With the figures that only some boards have. */
function withModels(target: TargetPart): TargetPart {
  const memory = { arenaBytes: 9472, stateBytes: 4536, windowBytes: 0, otherBytes: 132 };
  const stream = { by: 'slices' as const, ramBytes: 14_772, flashBytes: 46_465, stackBytes: 632, latencyMs: 145.46, cycles: 9_309_375, memory };
  const method = { ...target.method, flash: 'a line that the cache misses costs 20 cycles', energy: 'modelled: 52 mW while computing' };
  return { ...target, method, int8: { ...target.int8, withFlashMs: 361.2, energyMicrojoules: 18_782.4, stream } };
}
