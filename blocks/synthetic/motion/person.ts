import { sineOfTurns } from '../../../plugin/data/exact-sine';
import { type SeededRandom, createRandom } from '../../../plugin/data/synthetic/seeded-random';

/** What is the same in all recordings of a person. */
export interface Person {
  name: string;
  /** Factors on the tempo and strength of every gesture. */
  tempo: number;
  strength: number;
  /** Hand tremor and sensor noise, m/s2. */
  tremor: number;
  /** How the device lies in the hand: turns about x, y and z. */
  grip: readonly [number, number, number];
}

/** Along x, y, z. */
export type Vector = [number, number, number];

/** The same person for the same seed and index: tempo, strength and the way in which the sensor is worn. */
export function makePerson(seed: number, index: number): Person {
  const random = createRandom('person', seed, index);
  const turn = () => (random.next() - 0.5) * 0.16;
  return {
    name: `p${String(index + 1).padStart(2, '0')}`,
    tempo: 0.75 + 0.5 * random.next(),
    strength: 0.6 + 0.8 * random.next(),
    tremor: 0.05 + 0.2 * random.next(),
    grip: [turn(), turn(), turn()],
  };
}

/** The grip of one recording: nobody holds a device twice alike. */
export function gripOf({ grip }: Person, random: SeededRandom): Vector {
  return grip.map((turns) => turns + (random.next() - 0.5) * 0.04) as Vector;
}

/** A vector of the world as the device in the hand feels it: turned about x, then y, then z. */
export function rotate([x, y, z]: Vector, [aboutX, aboutY, aboutZ]: Vector): Vector {
  const [y1, z1] = turnPair(y, z, aboutX);
  const [z2, x1] = turnPair(z1, x, aboutY);
  const [x2, y2] = turnPair(x1, y1, aboutZ);
  return [x2, y2, z2];
}

function turnPair(a: number, b: number, turns: number): [number, number] {
  const sine = sineOfTurns(turns);
  const cosine = sineOfTurns(turns + 0.25);
  return [a * cosine - b * sine, a * sine + b * cosine];
}
