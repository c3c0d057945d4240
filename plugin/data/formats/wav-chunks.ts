import { ImpulseError } from '../../errors';

/** How the samples of a wav file stand in it. */
export interface WavLayout {
  encoding: 'pcm' | 'float';
  channels: number;
  frequencyHz: number;
  /** Of one value; narrower ones stand in its upper bits. */
  bits: number;
}

const ENCODINGS: Record<number, WavLayout['encoding']> = { 1: 'pcm', 3: 'float' };
const EXTENSIBLE = 0xfffe;
/** What makes a sub-format of WAVE_FORMAT_EXTENSIBLE out of a plain format tag. */
const SUB_FORMAT_TAIL = '000000001000800000aa00389b71';
/** Heads of files with 32-bit sizes, and of those that put 64-bit sizes beside them (EBU Tech 3306). */
const HEADS = ['RIFF', 'RF64', 'BW64'];
/** Programs that stream do not know the size yet and write one from here on: 0x7ffff000 (SoX), 0x80000000 (ALSA), 0xffffffff (FFmpeg). */
const UNKNOWN_SIZE = 0x7ffff000;

/**
 * Walks the chunks of a RIFF/WAVE file up to its samples; chunks of other kinds are skipped.
 * @throws ImpulseError IMP_RECORDING_BROKEN
 */
export function readWavChunks(file: string, bytes: Buffer): { layout: WavLayout; data: Buffer } {
  if (bytes.length < 12 || !HEADS.includes(idAt(bytes, 0)) || idAt(bytes, 8) !== 'WAVE') {
    throw brokenWav(file, 'it does not begin with a RIFF/WAVE header');
  }
  let layout: WavLayout | undefined;
  let longSize: number | undefined;
  for (let at = 12; at + 8 <= bytes.length;) {
    const id = idAt(bytes, at);
    const size = bytes.readUInt32LE(at + 4);
    const body = bytes.subarray(at + 8, at + 8 + size);
    if (id === 'ds64' && body.length >= 16) longSize = Number(body.readBigUInt64LE(8));
    if (id === 'fmt ') layout = readLayout(file, body);
    if (id === 'data') {
      if (!layout) throw brokenWav(file, 'its data chunk stands before its fmt chunk');
      return { layout, data: wholeData(file, bytes.subarray(at + 8), size === 0xffffffff ? (longSize ?? size) : size) };
    }
    at += 8 + size + (size % 2);
  }
  throw brokenWav(file, layout ? 'it has no data chunk' : 'it has no fmt chunk');
}

/** The error for a wav file, with what is wrong in it. */
export function brokenWav(file: string, problem: string): ImpulseError {
  return new ImpulseError('IMP_RECORDING_BROKEN', { file, problem });
}

function idAt(bytes: Buffer, at: number): string {
  return bytes.toString('latin1', at, at + 4);
}

function readLayout(file: string, body: Buffer): WavLayout {
  if (body.length < 16) throw brokenWav(file, `its fmt chunk has ${body.length} bytes instead of 16`);
  const [channels, frequencyHz] = [body.readUInt16LE(2), body.readUInt32LE(4)];
  if (!channels || !frequencyHz) throw brokenWav(file, 'its header says 0 channels or 0 Hz');
  const [tag, bits] = [readTag(body), containerBits(body, channels)];
  const encoding = ENCODINGS[tag];
  if (!encoding || !(encoding === 'pcm' ? [8, 16, 24, 32] : [32, 64]).includes(bits)) {
    throw brokenWav(file, `its encoding ${tag} with ${bits} bits is neither PCM of 8 to 32 nor float of 32 or 64 bits`);
  }
  return { encoding, channels, frequencyHz, bits };
}

/** Of WAVE_FORMAT_EXTENSIBLE the sub-format says what a plain tag would; one that stands for none stays what it is. */
function readTag(body: Buffer): number {
  const tag = body.readUInt16LE(0);
  return tag === EXTENSIBLE && body.toString('hex', 26, 40) === SUB_FORMAT_TAIL ? body.readUInt16LE(24) : tag;
}

/** A sample of 24 bits may stand in 32: the size of a block of all channels decides. */
function containerBits(body: Buffer, channels: number): number {
  const [blockBytes, bits] = [body.readUInt16LE(12), body.readUInt16LE(14)];
  const own = (8 * blockBytes) / channels;
  return Number.isInteger(own / 8) && own >= bits ? own : bits;
}

/** A size that cannot be known while streaming means all that follows; any other one beyond the end is a cut file. */
function wholeData(file: string, rest: Buffer, size: number): Buffer {
  if (rest.length < size && size < UNKNOWN_SIZE) throw brokenWav(file, `it ends after ${rest.length} of ${size} data bytes`);
  return rest.subarray(0, size);
}
