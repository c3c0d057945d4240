import { readFileSync } from 'node:fs';
import { ImpulseError } from '../errors';
import { type Member, listMembers, toQuarantine } from './list-members';
import { type PreparedSource, type SourcesRequest, prepareSources } from './prepare-sources';
import { digestAll, digestOf, readSample } from './read-sample';
import { keepShard, shardKey, takeShard } from './shard-cache';
import { type ShardPlan, planShards } from './shard-plan';
import { type DatasetDocument, type ShardWriter, type WrittenShard, createShard, finishDataset } from './write-dataset';

/** The sources of a dataset, and where it goes. */
export interface IngestRequest extends SourcesRequest {
  /** Empty folder. */
  output: string;
}

/** These concern the whole dataset, not one file: they stop ingest instead of sending file after file to quarantine. */
const SETTINGS_WRONG = [
  ...['IMP_RATE_MISMATCH', 'IMP_AXES_MISMATCH', 'IMP_CHANNEL_MISSING', 'IMP_CSV_COLUMN', 'IMP_HMAC_KEY_MISSING', 'IMP_LABELS_FILE'],
  ...['IMP_IMAGE_SIZE', 'IMP_IMAGE_INPUT', 'IMP_BOXES_FILE'],
];

/**
 * Reads every recording once and writes the dataset artefact, shard by shard: memory holds one recording and the index.
 *
 * @throws IMP_DATA_NONE where a source matches no file, IMP_DATA_ALL_BROKEN where no file could be used, IMP_RELABEL_UNKNOWN, and what
 *   concerns all files of a source.
 */
export async function ingestDataset(request: IngestRequest): Promise<{ document: DatasetDocument; shards: WrittenShard[] }> {
  const { output, progress } = request;
  const sources = await prepareSources(request);
  const { members, refused } = listMembers(sources.map((source) => source.files));
  const total = members.length;
  let done = 0;
  const shards: WrittenShard[] = [];
  for (const plan of planShards(members, (member) => member.name)) {
    shards.push(await ingestShard(request, sources, plan));
    done += plan.members.length;
    progress(`${done} of ${total} recordings`, done / total);
  }
  for (const { checkRelabel } of sources) checkRelabel();
  const document = finishDataset(output, shards, [...refused, ...sources.flatMap((source) => source.refused)]);
  if (!document.samples) throw allBroken(document);
  return { document, shards };
}

/** A shard whose files, labels and settings are as they were is linked, not read again. */
async function ingestShard(
  request: IngestRequest, sources: PreparedSource[], { prefix, members }: ShardPlan<Member>,
): Promise<WrittenShard> {
  const { output } = request;
  const name = `shard-${prefix || 'all'}`;
  const contents = new Map(members.map((member) => [member.name, contentOf(member)]));
  const key = shardKey(members.flatMap(({ name: file, source }) => [file, contents.get(file)!, sources[source].settings(file)]));
  const kept = takeShard(key, output, name);
  if (kept) return kept;
  const shard = createShard(output, name);
  for (const member of members) await ingestMember(request, sources[member.source], member, shard);
  const written = shard.close();
  if (isMadeOf(written, members, contents)) keepShard(key, output, name);
  return written;
}

/** A file that changed between the two readings must not be found again under what it held before. */
function isMadeOf({ samples, quarantine }: WrittenShard, members: readonly Member[], contents: ReadonlyMap<string, string>): boolean {
  const refused = new Set(quarantine.map(({ file }) => file));
  const isAsBefore = (member: Member): boolean => !refused.has(member.name) || contentOf(member) === contents.get(member.name);
  return samples.every(({ file, content }) => content === contents.get(file)) && members.every(isAsBefore);
}

/** Of several files: the digest of theirs. */
function contentOf({ absolute, parts }: Pick<Member, 'absolute' | 'parts'>): string {
  if (parts) return digestAll(parts.map((part) => contentOf(part)));
  try {
    return digestOf(readFileSync(absolute));
  } catch {
    return 'unreadable';
  }
}

async function ingestMember(request: IngestRequest, source: PreparedSource, member: Member, shard: ShardWriter): Promise<void> {
  try {
    const { sample, values } = await readSample(member, source, request.input);
    shard.append(sample, values);
  } catch (error) {
    if (!(error instanceof ImpulseError) || SETTINGS_WRONG.includes(error.code) || source.options.onBroken === 'refuse') throw error;
    shard.refuse(toQuarantine(error, member.name));
  }
}

function allBroken({ quarantine }: DatasetDocument): ImpulseError {
  return new ImpulseError('IMP_DATA_ALL_BROKEN', { count: quarantine.length, file: quarantine[0].file, reason: quarantine[0].reason });
}
