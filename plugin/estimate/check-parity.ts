import type { RawValues } from '../../schemas/value-types';
import { ImpulseError } from '../errors';
import { loadImpulse, type Impulse } from '../native';
import { packWindows, type RawWindows } from './choose-windows';
import type { Parity } from './estimate';
import { countScores, windowBytes, type ImpulseBuild } from './impulse-images';
import type { Image } from './link-image';
import { runImage } from './run-image';

/** What one window gave: bytes, because every bit counts. */
interface Answer {
  status: number;
  features: Buffer;
  scores: Buffer;
  decision: Buffer;
}

/**
 * Runs the same raw windows through the host build and on the core, and compares status, features, scores and decisions bit by bit.
 * Windows with NaN or infinity must be refused alike.
 * @param compared of `linkImpulse`
 */
export async function checkParity(build: ImpulseBuild, compared: Image, windows: RawWindows): Promise<Parity> {
  const onCore = await answersOfCore(build, compared, windows);
  const host = await loadImpulse(build.folder, build.host);
  const onHost = [...(await answersOfHost(host, build, windows)), ...(await refusalsOfHost(host, build, windows.refused))];
  const differing = onHost.findIndex((answer, i) => differenceOf(answer, onCore[i]) !== undefined);
  const equal = differing < 0 && onHost.length === onCore.length;
  const what = differing < 0 ? 'number of answers' : differenceOf(onHost[differing], onCore[differing])!;
  return { windows: onHost.length, equal, ...(equal ? {} : { first: { window: differing, what } }) };
}

async function answersOfCore(build: ImpulseBuild, compared: Image, windows: RawWindows): Promise<Answer[]> {
  const input = Buffer.concat([packWindows(windows, windows.total), bytesOf(windows.refused)]);
  const { output } = await runImage(compared, build.core, { input });
  const { features, scores, record } = recordOf(build);
  return Array.from({ length: Math.floor(output.length / record) }, (_, i) => {
    const at = i * record;
    return {
      status: output.readInt32LE(at),
      features: output.subarray(at + 4, at + 4 + features),
      scores: output.subarray(at + 4 + features, at + 4 + features + scores),
      decision: output.subarray(at + 4 + features + scores, at + record),
    };
  });
}

async function answersOfHost(host: Impulse, build: ImpulseBuild, { values, supplied }: RawWindows): Promise<Answer[]> {
  const { features, scores } = recordOf(build);
  const count = values.byteLength / windowBytes(build.facts);
  const rows = await host.run({ ...recording(build, values, count), supplied });
  const [featureBytes, scoreBytes] = [bytesOf(rows.features), bytesOf(rows.scores)];
  return Array.from({ length: count }, (_, i) => {
    const decision = Buffer.alloc(8);
    decision.writeInt32LE(rows.decisions[i], 0);
    decision.writeFloatLE(rows.decisionScores[i], 4);
    return {
      status: 0,
      features: featureBytes.subarray(i * features, (i + 1) * features),
      scores: scoreBytes.subarray(i * scores, (i + 1) * scores),
      decision,
    };
  });
}

/** The status of each window alone; 0 where the host takes it. */
async function refusalsOfHost(host: Impulse, build: ImpulseBuild, refused: Float32Array): Promise<Answer[]> {
  const size = windowBytes(build.facts) / 4;
  const answers: Answer[] = [];
  for (let at = 0; at < refused.length; at += size) {
    const status = await host.run(recording(build, refused.subarray(at, at + size), 1)).then(() => 0, statusOfRefusal);
    answers.push({ status, features: Buffer.alloc(0), scores: Buffer.alloc(0), decision: Buffer.alloc(0) });
  }
  return answers;
}

function statusOfRefusal(error: unknown): number {
  if (error instanceof ImpulseError && error.code === 'IMP_WINDOW_REFUSED') return Number(error.details.status);
  throw error;
}

function recording({ facts }: ImpulseBuild, values: RawWindows['values'], count: number): Parameters<Impulse['run']>[0] {
  const windows = Int32Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? (i / 2) * facts.windowLength : facts.windowLength));
  return { values, axes: facts.axes.length, windowLength: facts.windowLength, windows };
}

/** What of two answers differs; a refused window has nothing but its status. */
function differenceOf(host: Answer, core: Answer | undefined): string | undefined {
  if (!core || host.status !== core.status) return 'status';
  if (host.status !== 0) return undefined;
  return (['features', 'scores', 'decision'] as const).find((part) => !host[part].equals(core[part]));
}

/** Bytes of what `compare_impulse.cpp` writes for a window. */
function recordOf({ facts }: ImpulseBuild): { features: number; scores: number; record: number } {
  const features = 4 * facts.features;
  const scores = 4 * countScores(facts);
  return { features, scores, record: 4 + features + scores + 8 };
}

function bytesOf({ buffer, byteOffset, byteLength }: RawValues): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
