import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '../../../plugin/data/synthetic/seeded-random';
import type { MadeRecording, SyntheticBlock, SyntheticRequest } from '../../../plugin/data/synthetic/synthetic-block';
import { GESTURES, type Gesture, accelerationAt } from './gestures';
import { type Person, type Vector, gripOf, makePerson, rotate } from './person';

const AXES = ['accX', 'accY', 'accZ'];
const GRAVITY: Vector = [0, 0, 9.80665];

/** Writes one csv file per recording: acceleration as the sensor in the hand measures it, gravity included. */
export async function generate({ params, frequencyHz, folder, progress }: SyntheticRequest): Promise<void> {
  const rows: MadeRecording[] = [];
  const takes = Array.from({ length: params.recordings as number }, (_, take) => take);
  const steps = Math.round((params.length * frequencyHz) / 1000);
  for (let index = 0; index < params.persons; index++) {
    const person = makePerson(params.seed, index);
    for (const label of params.gestures as string[]) {
      for (const take of takes) {
        const path = `${label}/${person.name}_${take}.csv`;
        mkdirSync(join(folder, label), { recursive: true });
        writeFileSync(join(folder, path), toCsv(move(GESTURES[label], person, steps, frequencyHz, `${params.seed} ${path}`)));
        rows.push({ path, label: { type: 'label', label }, metadata: { person: person.name } });
      }
    }
    progress(`${index + 1} of ${params.persons} persons`, (index + 1) / params.persons);
  }
  writeFileSync(join(folder, 'info.labels'), JSON.stringify({ version: 1, files: rows }));
}

/** One recording: tempo and strength wander while the gesture goes on. */
function move(gesture: Gesture, person: Person, steps: number, frequencyHz: number, name: string): Vector[] {
  const random = createRandom(name);
  const grip = gripOf(person, random);
  const tempoHz = gesture.tempoHz * person.tempo * (0.9 + 0.2 * random.next());
  const strength = person.strength * (0.85 + 0.3 * random.next());
  let [turns, hurry, force] = [random.next(), 0, 0];
  return Array.from({ length: steps }, () => {
    hurry = 0.98 * hurry + 0.02 * random.normal();
    force = 0.98 * force + 0.03 * random.normal();
    turns += (tempoHz / frequencyHz) * (1 + hurry);
    const moved = GRAVITY.map((pull, axis) => pull + strength * (1 + force) * accelerationAt(gesture, axis, turns)) as Vector;
    return rotate(moved, grip).map((value) => value + person.tremor * random.normal()) as Vector;
  });
}

function toCsv(rows: Vector[]): string {
  return `${AXES.join(',')}\n${rows.map((row) => row.map((value) => value.toFixed(4)).join(',')).join('\n')}\n`;
}

/** Recordings of persons who gesture with a device in their hand: csv of three axes. */
export default { generate } satisfies SyntheticBlock;
