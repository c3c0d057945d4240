import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const digests = new Map<string, string>();

/** SHA-256 of every file of code below a folder, tests left out: for caches of what the code makes. Read once a process. */
export function digestCode(folder: string): string {
  const known = digests.get(folder);
  if (known !== undefined) return known;
  const files = readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => /(?<!\.test|\.d)\.[jt]s$/.test(file));
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(`${file}\n`).update(readFileSync(join(folder, file)));
  const digest = hash.digest('hex');
  digests.set(folder, digest);
  return digest;
}
