import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { RawValues } from '../../schemas/value-types';
import type { Quarantined, Sample } from './dataset';
import { type StoredSample, encodeIndex } from './shard-index';

/** The dataset artefact's table of contents; `schemas/dataset.schema.json` describes it. */
export interface DatasetDocument {
  version: 1;
  samples: number;
  labels: string[];
  /** Shard names: `shards/<name>.json` is the index, `shards/<name>.bin` the values. */
  shards: { name: string; samples: number; bytes: number }[];
  quarantine: Quarantined[];
}

/** What a shard came to. */
export interface WrittenShard {
  name: string;
  samples: StoredSample[];
  quarantine: Quarantined[];
  bytes: number;
}

/** Appends values to one shard; nothing but the index rows stays in memory. */
export interface ShardWriter {
  append(sample: Sample & { content: string }, values: RawValues): void;
  refuse(entry: Quarantined): void;
  close(): WrittenShard;
}

/** Opens a shard for writing: its values go to disk as they come. */
export function createShard(folder: string, name: string): ShardWriter {
  mkdirSync(join(folder, 'shards'), { recursive: true });
  const file = openSync(join(folder, 'shards', `${name}.bin`), 'w');
  const samples: StoredSample[] = [];
  const quarantine: Quarantined[] = [];
  const digest = createHash('sha256');
  let bytes = 0;
  return {
    append(sample, values) {
      samples.push({ ...sample, byteOffset: bytes });
      for (const part of alignedParts(values)) {
        writeFully(file, part);
        digest.update(part);
        bytes += part.length;
      }
    },
    refuse: (entry) => void quarantine.push(entry),
    close() {
      closeSync(file);
      const index = encodeIndex(samples, quarantine, { bytes, digest: digest.digest('hex') });
      writeFileSync(join(folder, 'shards', `${name}.json`), `${JSON.stringify(index)}\n`);
      return { name, samples, quarantine, bytes };
    },
  };
}

/** Completes a dataset of shards: writes `dataset.json`. */
export function finishDataset(folder: string, shards: readonly WrittenShard[], refused: readonly Quarantined[]): DatasetDocument {
  const document: DatasetDocument = {
    version: 1,
    samples: shards.reduce((sum, shard) => sum + shard.samples.length, 0),
    labels: distinctLabels(shards.flatMap((shard) => shard.samples)),
    shards: shards.map((shard) => ({ name: shard.name, samples: shard.samples.length, bytes: shard.bytes })),
    quarantine: [...refused, ...shards.flatMap((shard) => shard.quarantine)].sort((a, b) => (a.file < b.file ? -1 : 1)),
  };
  writeFileSync(join(folder, 'dataset.json'), `${JSON.stringify(document, null, 1)}\n`);
  return document;
}

/** Writes a small dataset that is already in memory, as one shard. Tests and tools use it; ingest streams. */
export function writeDataset(
  folder: string,
  recordings: readonly { sample: Sample; values: RawValues }[],
): DatasetDocument {
  const shard = createShard(folder, 'all');
  for (const { sample, values } of recordings) shard.append({ ...sample, content: sample.id }, values);
  return finishDataset(folder, [shard.close()], []);
}

/** All labels of recordings and of their spans, sorted. */
function distinctLabels(samples: readonly Sample[]): string[] {
  const labels = new Set<string>();
  for (const sample of samples) {
    if (sample.label !== null) labels.add(sample.label);
    for (const span of sample.spans ?? []) labels.add(span.label);
  }
  return [...labels].sort();
}

/** Values begin at multiples of 4 bytes, so that a mapped file can be viewed as float32. */
function alignedParts(values: RawValues): Buffer[] {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const padding = -bytes.length & 3;
  return padding ? [bytes, Buffer.alloc(padding)] : [bytes];
}

function writeFully(file: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done);
}
