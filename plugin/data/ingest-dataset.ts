import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ImpulseError } from '../errors';
import type { Sample } from './dataset';
import type { Recording } from './formats/format';
import { type Member, listMembers, toQuarantine } from './list-members';
import { type PreparedSource, type SourcesRequest, prepareSources } from './prepare-sources';
import { readBytes, readRecording } from './read-recording';
import { keepShard, shardKey, takeShard } from './shard-cache';
import { type ShardPlan, planShards } from './shard-plan';
import { type DatasetDocument, type ShardWriter, type WrittenShard, createShard, finishDataset } from './write-dataset';

export interface IngestRequest extends SourcesRequest {
  /** Empty folder. */
  output: string;
}

/** These concern the whole dataset, not one file: they stop ingest instead of sending file after file to quarantine. */
const SETTINGS_WRONG = ['IMP_RATE_MISMATCH', 'IMP_AXES_MISMATCH', 'IMP_CSV_COLUMN', 'IMP_HMAC_KEY_MISSING', 'IMP_LABELS_FILE'];

/**
 * Reads every recording once and writes the dataset artefact, shard by shard: memory holds one recording and the index.
 *
 * @throws IMP_DATA_NONE where a source matches no file, IMP_DATA_ALL_BROKEN where no file could be used.
 */
export async function ingestDataset(request: IngestRequest): Promise<{ document: DatasetDocument; shards: WrittenShard[] }> {
  const { output, progress } = request;
  const sources = await prepareSources(request);
  const { members, refused } = listMembers(sources.map((source) => source.files));
  const total = members.length;
  let done = 0;
  const shards = planShards(members, (member) => member.name).map((plan) => {
    const shard = ingestShard(request, sources, plan);
    done += plan.members.length;
    progress(`${done} of ${total} recordings`, done / total);
    return shard;
  });
  const document = finishDataset(output, shards, refused);
  if (!document.samples) throw allBroken(document);
  return { document, shards };
}

/** A shard whose files, labels and settings are as they were is linked, not read again. */
function ingestShard(request: IngestRequest, sources: PreparedSource[], { prefix, members }: ShardPlan<Member>): WrittenShard {
  const { output } = request;
  const name = `shard-${prefix || 'all'}`;
  const key = shardKey(members.flatMap(({ name: file, absolute, source }) => [file, contentOf(absolute), sources[source].settings(file)]));
  const kept = takeShard(key, output, name);
  if (kept) return kept;
  const shard = createShard(output, name);
  for (const member of members) ingestMember(request, sources[member.source], member, shard);
  const written = shard.close();
  keepShard(key, output, name);
  return written;
}

function contentOf(absolute: string): string {
  try {
    return digest(readFileSync(absolute));
  } catch {
    return 'unreadable';
  }
}

function digest(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function ingestMember(request: IngestRequest, source: PreparedSource, member: Member, shard: ShardWriter): void {
  const file = member.name;
  try {
    const bytes = readBytes(file, member.absolute);
    const recording = readRecording({ file, bytes, ...request.input, options: source.options });
    recording.frequencyHz = checkedRate(file, recording, request.input.frequencyHz);
    const content = digest(bytes);
    shard.append({ ...toSample(file, content, recording, source), content }, recording.values);
  } catch (error) {
    if (!(error instanceof ImpulseError) || SETTINGS_WRONG.includes(error.code) || source.options.onBroken === 'refuse') throw error;
    shard.refuse(toQuarantine(error, file));
  }
}

function toSample(file: string, content: string, recording: Recording, source: PreparedSource): Sample {
  const labelling = source.label(file, recording);
  const use = source.use ?? labelling.use;
  const { spans } = labelling;
  const length = recording.values.length / recording.axes.length;
  checkSpans(file, spans, length);
  return {
    id: digest(`${file}\n${content}`).slice(0, 24),
    file,
    label: spans ? null : labelling.label,
    ...(spans && { spans }),
    axes: recording.axes,
    frequencyHz: recording.frequencyHz,
    length,
    dtype: recording.dtype,
    metadata: { ...recording.metadata, ...labelling.metadata },
    ...(use && { use }),
  };
}

/** Files that keep their interval in milliseconds round it: 38.46 ms is 26 Hz. */
function checkedRate(file: string, recording: Recording, frequencyHz: number): number {
  if (Math.abs(recording.frequencyHz - frequencyHz) <= 0.001 * frequencyHz) return frequencyHz;
  throw new ImpulseError('IMP_RATE_MISMATCH', { file, foundHz: recording.frequencyHz, wantedHz: frequencyHz });
}

function checkSpans(file: string, spans: Sample['spans'], length: number): void {
  const beyond = spans?.find((span) => span.end >= length);
  if (!beyond) return;
  const problem = `its label "${beyond.label}" ends at sample ${beyond.end}, but it has ${length} samples`;
  throw new ImpulseError('IMP_LABEL_MISSING', { file, problem });
}

function allBroken({ quarantine }: DatasetDocument): ImpulseError {
  return new ImpulseError('IMP_DATA_ALL_BROKEN', { count: quarantine.length, file: quarantine[0].file, reason: quarantine[0].reason });
}
