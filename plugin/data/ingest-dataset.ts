import { ImpulseError } from '../errors';
import { digestAll, type FileContent, makeRoom, type ReadRoom, readContent } from './file-content';
import { type Member, listMembers, toQuarantine } from './list-members';
import { type PreparedSource, type SourcesRequest, prepareSources } from './prepare-sources';
import { readSample } from './read-sample';
import { keepShard, shardKey, takeShard } from './shard-cache';
import { type ShardPlan, planShards } from './shard-plan';
import { type DatasetDocument, type ShardWriter, type WrittenShard, createShard, finishDataset } from './write-dataset';

/** The sources of a dataset, and where it goes. */
export interface IngestRequest extends SourcesRequest {
  /** Empty folder. */
  output: string;
  /**
   * Of the files of one shard so many bytes stay in memory between hashing and reading them; the others are read again, and hashed again
   * where they may have changed.
   */
  keptBytes?: number;
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
  const { output, progress, keptBytes = 64e6 } = request;
  const sources = await prepareSources(request);
  const { members, refused } = listMembers(sources.map((source) => source.files));
  const total = members.length;
  let done = 0;
  let changed = 0;
  const shards: WrittenShard[] = [];
  const plans = planShards(members, (member) => member.name);
  const room = makeRoom(keptBytes);
  for (const plan of plans) {
    const { written, isKept } = await ingestShard(request, sources, plan, { ...room });
    shards.push(written);
    done += plan.members.length;
    changed += isKept ? 0 : 1;
    progress(`${done} of ${total} recordings, ${changed} of ${plans.length} shards changed`, done / total);
  }
  for (const { checkRelabel } of sources) checkRelabel();
  const document = finishDataset(output, shards, [...refused, ...sources.flatMap((source) => source.refused)]);
  if (!document.samples) throw allBroken(document);
  return { document, shards };
}

/** A shard whose files, labels and settings are as they were is linked, not read again. */
async function ingestShard(
  request: IngestRequest, sources: PreparedSource[], { prefix, members }: ShardPlan<Member>, room: ReadRoom,
): Promise<{ written: WrittenShard; isKept: boolean }> {
  const { output } = request;
  const name = `shard-${prefix || 'all'}`;
  const contents = new Map(members.map((member) => [member.name, contentOf(member, room)]));
  const key = shardKey(members.flatMap(({ name: file, source }) => [file, contents.get(file)!.digest, sources[source].settings(file)]));
  const kept = takeShard(key, output, name);
  if (kept) return { written: kept, isKept: true };
  const shard = createShard(output, name);
  for (const member of members) {
    const known = contents.get(member.name)!;
    await ingestMember(request, sources[member.source], member, known, shard);
    known.bytes = undefined;
  }
  const written = shard.close();
  if (isMadeOf(written, members, contents)) keepShard(key, output, name);
  return { written, isKept: false };
}

/** A file that changed between the two readings must not be found again under what it held before. */
function isMadeOf({ samples, quarantine }: WrittenShard, members: readonly Member[], contents: ReadonlyMap<string, FileContent>): boolean {
  const refused = new Set(quarantine.map(({ file }) => file));
  const before = (name: string): string => contents.get(name)!.digest;
  const isAsBefore = (member: Member): boolean => !refused.has(member.name) || contentOf(member).digest === before(member.name);
  return samples.every(({ file, content }) => content === before(file)) && members.every(isAsBefore);
}

/** Of several files: the digest of theirs. */
function contentOf({ absolute, parts }: Pick<Member, 'absolute' | 'parts'>, room?: ReadRoom): FileContent {
  return parts ? { digest: digestAll(parts.map((part) => contentOf(part).digest)) } : readContent(absolute, room);
}

async function ingestMember(
  request: IngestRequest, source: PreparedSource, member: Member, known: FileContent, shard: ShardWriter,
): Promise<void> {
  try {
    const { sample, values } = await readSample(member, source, request.input, known);
    shard.append(sample, values);
  } catch (error) {
    if (!(error instanceof ImpulseError) || SETTINGS_WRONG.includes(error.code) || source.options.onBroken === 'refuse') throw error;
    shard.refuse(toQuarantine(error, member.name));
  }
}

function allBroken({ quarantine }: DatasetDocument): ImpulseError {
  return new ImpulseError('IMP_DATA_ALL_BROKEN', { count: quarantine.length, file: quarantine[0].file, reason: quarantine[0].reason });
}
