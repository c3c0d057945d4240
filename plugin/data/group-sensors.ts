import type { SensorFiles } from '../manifest/manifest';
import { compareText, type FoundFile } from './find-files';

/** Files that belong together, or one that has not all of its others. */
export interface SensorGroups<File extends FoundFile> {
  /** In the order of the sensors: the first names the recording. */
  whole: File[][];
  /** With the sensor that has no file of that recording. */
  partial: { file: File; sensor: SensorFiles }[];
  /** Of no sensor. */
  others: File[];
}

/** Puts files of the same recording together: those whose names agree in all but what the `file` of their sensor says. */
export function groupSensors<File extends FoundFile>(files: readonly File[], sensors: readonly SensorFiles[]): SensorGroups<File> {
  // The longest says the most: "*.csv" would take what is of "*.gyro.csv".
  const matchers = sensors
    .map(({ file }, index) => ({ index, fixed: file.length, match: nameMatcher(file) }))
    .sort((a, b) => b.fixed - a.fixed);
  const recordings = new Map<string, (File | undefined)[]>();
  const others: File[] = [];
  for (const file of files) {
    const found = matchers.find(({ match }) => match.test(file.name));
    if (found === undefined) {
      others.push(file);
      continue;
    }
    const { folder = '', take = '' } = found.match.exec(file.name)!.groups!;
    const name = `${folder}\n${take}`;
    const recording = recordings.get(name) ?? sensors.map(() => undefined);
    recording[found.index] = file;
    recordings.set(name, recording);
  }
  const all = [...recordings].sort(([a], [b]) => compareText(a, b)).map(([, recording]) => recording);
  const isWhole = (recording: (File | undefined)[]): recording is File[] => recording.every((file) => file !== undefined);
  const partial = all.filter((recording) => !isWhole(recording)).map((recording) => ({
    file: recording.find((file) => file !== undefined)!,
    sensor: sensors[recording.indexOf(undefined)]!,
  }));
  return { whole: all.filter(isWhole), partial, others };
}

/** `*.gyro.csv` -> the end of a path, in which the star is the name of the recording. Endings match in any case. */
function nameMatcher(pattern: string): RegExp {
  const [before, behind] = pattern.split('*').map((text) => text.replace(/[.+^$()|[\]{}\\?]/g, '\\$&'));
  return new RegExp(`^(?<folder>(?:.*/)?)${before}(?<take>[^/]*)${behind}$`, 'iu');
}
