import { readBlock } from '../plugin/manifest/read-block';

/** Default parameters of a block, as a manifest that names none would give them. */
export function blockDefaults(folder: string): Record<string, any> {
  const block = readBlock(folder);
  if (Array.isArray(block)) throw block[0];
  const parameters = {};
  const problems = block.validate(parameters);
  if (problems.length > 0) throw new Error(`defaults of ${folder}: ${problems.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`);
  return parameters;
}
