// What the words behind `npm run bench --` choose.
import { MODELS } from './find-models.mjs';

/** The value of `--name=value`, or undefined. */
export function readOption(name) {
  return process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
}

/**
 * The benchmark models, or the one of `--model=`.
 * @throws Error where there is none of that name
 */
export function chooseModels() {
  const asked = readOption('model');
  if (asked !== undefined && !MODELS.includes(asked)) throw new Error(`no model ${asked}; known: ${MODELS.join(', ')}`);
  return asked === undefined ? MODELS : [asked];
}
