import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeWav } from '../../../plugin/data/synthetic/encode-wav';
import { resample } from '../../../plugin/data/resample';
import { createRandom } from '../../../plugin/data/synthetic/seeded-random';
import type { MadeRecording, SyntheticBlock, SyntheticRequest } from '../../../plugin/data/synthetic/synthetic-block';
import { NOISE_KINDS, makeNoise } from './make-noise';
import { mixClip } from './mix-clip';
import { speak } from './speak';
import { BABBLERS, type Voice, chooseVoices } from './voices';

/** A recording to make. */
interface Clip {
  label: string;
  voice?: Voice;
  /** What is said: undefined for silence. */
  word?: string;
  n: number;
}

/** espeak-ng calls at a time: each is short and mostly start-up. */
const LANES = 3;
const BABBLE_TEXT = 'so they went along the old road and nobody knew where it would end but all of them talked about it the whole evening';

/** Makes every word of every voice, each time with another speed, pitch, place, level and noise. */
export async function generate(request: SyntheticRequest): Promise<void> {
  const clips = listClips(request);
  const babble = await makeBabble(request.frequencyHz);
  const rows: MadeRecording[] = new Array(clips.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let i = next++; i < clips.length; i = next++) {
      rows[i] = await makeClip(request, clips[i], babble);
      if (i % 50 === 0) request.progress(`spoke ${i} of ${clips.length} recordings`, i / clips.length);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  writeFileSync(join(request.folder, 'info.labels'), JSON.stringify({ version: 1, files: rows }));
}

function listClips({ params }: SyntheticRequest): Clip[] {
  const { words, unknownWords, utterances, silence } = params as {
    words: string[];
    unknownWords: string[];
    utterances: number;
    silence: boolean;
  };
  const others = unknownWords.filter((word) => !words.includes(word));
  const voices = chooseVoices(params.voices, params.accents);
  const takes = Array.from({ length: utterances }, (_, n) => n);
  const spoken = voices.flatMap((voice) => {
    const random = createRandom(params.seed, 'unknown', voice.name);
    const known = words.flatMap((word) => takes.map((n) => ({ label: word, voice, word, n })));
    return [...known, ...(others.length ? takes.map((n) => ({ label: 'unknown', voice, word: random.pick(others), n })) : [])];
  });
  const silent = silence ? Array.from({ length: voices.length * utterances }, (_, n) => ({ label: 'silence', n })) : [];
  return [...spoken, ...silent];
}

async function makeClip({ params, frequencyHz, folder }: SyntheticRequest, clip: Clip, babble: Float64Array): Promise<MadeRecording> {
  const { label, voice, word, n } = clip;
  const name = `${voice?.name ?? 'noise'}_${n}`;
  const random = createRandom(params.seed, label, name);
  const kind = random.pick(NOISE_KINDS);
  const snrDb = random.integer(Math.round(params.lowestSnr), Math.round(params.highestSnr));
  const noise = makeNoise(kind, Math.round((params.length * frequencyHz) / 1000), frequencyHz, babble, random);
  const phrase = { text: word ?? '', voice: voice?.espeak ?? '', speed: random.integer(115, 195), pitch: random.integer(25, 75) };
  const said = voice && word ? await sayAt(phrase, frequencyHz / voice.tract) : new Float64Array();
  const values = mixClip({ word: said, noise, snrDb, shift: Math.round((params.shift * frequencyHz) / 1000) }, random);
  const path = `${label}/${name}.wav`;
  mkdirSync(join(folder, label), { recursive: true });
  writeFileSync(join(folder, path), encodeWav(values, frequencyHz));
  const fields: Record<string, string> = voice && word ? { voice: voice.name, word, snrDb: `${snrDb}` } : {};
  return { path, label: { type: 'label', label }, metadata: { noise: kind, ...fields } };
}

/** A voice with a shorter vocal tract is the same sound played faster: resampling to a lower rate does just that. */
async function sayAt(phrase: { text: string; voice: string; speed: number; pitch: number }, frequencyHz: number): Promise<Float64Array> {
  const { values, frequencyHz: spokenHz } = await speak(phrase);
  return resample(values, frequencyHz / spokenHz);
}

async function makeBabble(frequencyHz: number): Promise<Float64Array> {
  const voices = await Promise.all(BABBLERS.map((voice) => sayAt({ text: BABBLE_TEXT, voice, speed: 150, pitch: 50 }, frequencyHz)));
  return Float64Array.from({ length: frequencyHz * 6 }, (_, i) => voices.reduce((sum, values) => sum + values[i % values.length], 0));
}

/** Recordings of words by many voices, of other words and of noise: wav. */
export default { generate } satisfies SyntheticBlock;
