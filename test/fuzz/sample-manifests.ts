/** The smallest manifest, and one that says something in every section. */
export const FIRST_MANIFEST = `name: first
dataset: { sources: [{ path: "data/**/*.wav", label: "{dir}" }] }
input: { window: 1000 ms, frequency: 16 kHz }
dsp: { mfcc: { block: mfcc } }
learn: { words: { block: dense-classifier } }
targets: [cortex-m3]
`;

export const FULL_MANIFEST = `# yaml-language-server: $schema=schema.json
apiVersion: impulse/v1
name: full-impulse
description: Everything at once.
dataset:
  sources:
    - &source
      path: data/**/*.{wav,json}
      label: "{dir}"
      resample: true
    - path: more/*.csv
      pattern: "{label}_{speaker}.csv"
      csv: { delimiter: ";", timestamp: time, timestampUnit: us, columns: [time, x, y, z] }
      hmacKey: env:HOME
      onBroken: refuse
    - { path: "noise/*.wav", unlabelled: true, use: train }
  split: { validation: 20 %, test: 20 %, groupBy: speaker, seed: 1 }
input: { window: 1000 ms, stride: 500 ms, frequency: 16 kHz, axes: [x, y, z] }
dsp:
  mfe: { block: mfe, frameLength: 32 ms, frameStride: 24 ms }
  spectrum: { block: spectral-analysis, axes: [x, y], filter: low, filterCutoff: 3 kHz }
learn:
  words: { block: ds-cnn, input: [mfe], epochs: 30, learningRate: 0.005, augment: { noise: low, shift: 100 ms } }
  outlier: { block: kmeans-anomaly, input: [spectrum], clusters: 8 }
postprocess: { block: keyword-decision }
targets: [arduino-nano-33-ble-sense, linux-x86-64]
runner: { engine: local, memory: 2 GB, timeout: 10 min, cpus: 2 }
budget:
  accuracy: ">= 92 %"
  ram: <= 64 kB
  flash: <= 256 kB
  latency: <= 100 ms
deploy: [cpp-library]
`;
