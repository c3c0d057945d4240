import { openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { makeValues, type RawValues } from '../../schemas/value-types';
import { ImpulseError } from '../errors';
import type { Dataset, Sample } from './dataset';
import { type ShardIndex, type StoredSample, decodeIndex } from './shard-index';
import type { DatasetDocument } from './write-dataset';

/** A dataset whose values stay on disk until they are asked for. Samples are in code-unit order of their file names. */
export interface OpenDataset extends Dataset {
  samples: readonly StoredSample[];
  shards: readonly DatasetShard[];
}

/** Recordings whose values lie in one file. */
export interface DatasetShard {
  name: string;
  /** SHA-256 of its values. */
  digest: string;
  /** Indices into `samples`, ascending. */
  samples: number[];
}

/**
 * Opens a dataset artefact. The index of every shard is read at once; values by `pread`, one recording at a time, so a dataset larger than
 * memory is no problem. Shard files stay open as long as the process.
 */
export function openDataset(folder: string): OpenDataset {
  const document = JSON.parse(readFileSync(join(folder, 'dataset.json'), 'utf8')) as DatasetDocument;
  const places = new Map<string, { shard: string; byteOffset: number }>();
  const shards: DatasetShard[] = [];
  const samples = document.shards.flatMap(({ name }) => {
    const index = readShardIndex(folder, name);
    const rows = decodeIndex(index);
    for (const row of rows) places.set(row.id, { shard: name, byteOffset: row.byteOffset });
    shards.push({ name, digest: index.digest, samples: [] });
    return rows;
  });
  samples.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0));
  const byName = new Map(shards.map((shard) => [shard.name, shard]));
  samples.forEach(({ id }, index) => byName.get(places.get(id)!.shard)!.samples.push(index));
  const files = new Map<string, number>();
  return {
    samples,
    shards,
    quarantine: document.quarantine,
    labels: document.labels,
    values(sample) {
      const place = places.get(sample.id);
      if (!place) throw new ImpulseError('IMP_DATASET_BROKEN', { folder, problem: `it has no sample ${sample.id}` });
      if (!files.has(place.shard)) files.set(place.shard, openSync(join(folder, 'shards', `${place.shard}.bin`), 'r'));
      return readValues(folder, files.get(place.shard) as number, place.byteOffset, sample);
    },
  };
}

/** The index of one shard as it stands on disk. */
function readShardIndex(folder: string, name: string): ShardIndex {
  return JSON.parse(readFileSync(join(folder, 'shards', `${name}.json`), 'utf8')) as ShardIndex;
}

function readValues(folder: string, file: number, byteOffset: number, sample: Sample): RawValues {
  const count = sample.length * sample.axes.length;
  const values = makeValues(sample.dtype, count);
  const bytes = Buffer.from(values.buffer);
  for (let done = 0; done < bytes.length;) {
    const read = readSync(file, bytes, done, bytes.length - done, byteOffset + done);
    if (!read) throw new ImpulseError('IMP_DATASET_BROKEN', { folder, problem: `the values of "${sample.file}" end too early` });
    done += read;
  }
  return values;
}
