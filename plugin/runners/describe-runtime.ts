import { join } from 'node:path';
import { canonicalJson } from '../graph/canonical-json';
import { assetRoot } from '../paths';
import { STEPS } from '../steps';
import { digestText } from './digest';
import { openFileDigests } from './file-digests';
import { listFiles } from './list-files';

/** One line for everything outside of a workspace's own files that results depend on: the package's content and the tools' versions. */
export async function describeRuntime(): Promise<string> {
  const digests = openFileDigests(assetRoot);
  const content = digestText(listFiles(assetRoot).map((file) => `${file} ${digests.digest(join(assetRoot, file))}`).join('\n'));
  digests.save();
  const tools: Record<string, string> = {};
  for (const row of STEPS) Object.assign(tools, await row.tools?.());
  return canonicalJson({ content, tools });
}
