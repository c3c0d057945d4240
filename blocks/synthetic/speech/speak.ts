import { execFile } from 'node:child_process';
import { ImpulseError } from '../../../plugin/errors';

/** What one call of espeak-ng says. */
export interface Phrase {
  text: string;
  voice: string;
  /** Words per minute. */
  speed: number;
  /** 0..99. */
  pitch: number;
}

/** Below this, of 32,768, a sample counts as silence around the word. */
const SILENCE = 150;
/** espeak-ng writes a wav header of this size to its standard output; the sizes in it are not filled in. */
const HEADER_BYTES = 44;

/** Samples of a phrase without the silence around it, and their rate. */
export interface Utterance {
  values: Int16Array;
  frequencyHz: number;
}

/**
 * Lets espeak-ng speak; the same phrase gives the same samples.
 *
 * @throws IMP_ESPEAK_MISSING when there is no espeak-ng, IMP_ESPEAK_FAILED when it does not know the voice or says nothing.
 */
export async function speak(phrase: Phrase): Promise<Utterance> {
  const bytes = await runEspeak(phrase);
  if (bytes.length <= HEADER_BYTES) throw failed(phrase, 'it said nothing');
  const values = trim(Int16Array.from({ length: (bytes.length - HEADER_BYTES) >> 1 }, (_, i) => bytes.readInt16LE(HEADER_BYTES + 2 * i)));
  if (!values.length) throw failed(phrase, 'it said nothing');
  return { values, frequencyHz: bytes.readUInt32LE(24) };
}

function runEspeak(phrase: Phrase): Promise<Buffer> {
  const args = ['-v', phrase.voice, '-s', `${phrase.speed}`, '-p', `${phrase.pitch}`, '--stdout', '--', phrase.text];
  return new Promise((resolve, reject) => {
    execFile('espeak-ng', args, { encoding: 'buffer', maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      if (!error) resolve(stdout);
      else if (error.code === 'ENOENT') reject(new ImpulseError('IMP_ESPEAK_MISSING'));
      else reject(failed(phrase, stderr.toString().trim().split('\n')[0] || error.message));
    });
  });
}

function failed({ text, voice }: Phrase, problem: string): ImpulseError {
  return new ImpulseError('IMP_ESPEAK_FAILED', { text, voice, problem });
}

function trim(values: Int16Array): Int16Array {
  const loud = (value: number) => Math.abs(value) > SILENCE;
  let end = values.length;
  while (end > 0 && !loud(values[end - 1])) end--;
  return values.subarray(Math.max(0, values.findIndex(loud)), end);
}
