import { createRandom } from '../../../plugin/data/synthetic/seeded-random';

/** A speaker: a timbre of espeak-ng that no other speaker has, an accent, and a vocal tract of its own length. */
export interface Voice {
  /** As the field `voice` says it. */
  name: string;
  /** For `espeak-ng -v`. */
  espeak: string;
  /** All frequencies are raised by this factor. */
  tract: number;
}

/** Timbres that sound different from each other, women and men by turns, the less human ones last. */
const TIMBRES = [
  'f1 m1 f2 m2 f3 m3 Annie m4 f4 Andy m5 belinda m6 f5 m7 steph m8 linda Alicia Jacky edward aunty rob',
  'Andrea john david anika paul Lee quincy shelby travis sandro norbert victor boris adam Hugo marcelo Gene',
  'miguel kaukovalta zac pedro Denis antonio Diogo robert Alex benjamin iven pablo ed grandma grandpa klatt2',
  'klatt3 klatt4 klatt croak',
].flatMap((names) => names.split(' '));

/** These murmur in the background and never say a word of the data set's own. */
export const BABBLERS = ['en-us+Mr', 'en-gb+klatt5', 'en-us+announcer'];

/** The first `count` timbres, whose accents take turns; each has a vocal tract of its own length. */
export function chooseVoices(count: number, accents: readonly string[]): Voice[] {
  return TIMBRES.slice(0, count).map((timbre, index) => {
    const accent = accents[index % accents.length];
    return { name: `${accent}+${timbre}`, espeak: `${accent}+${timbre}`, tract: createRandom('tract', timbre).integer(92, 108) / 100 };
  });
}
