// An artefact of 100 MB in many files, restored from the objects of the store, beside `cp -al` (hard links) and `cp -r` (copies) of the same files.
import { execFileSync, fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = Number(process.env.NX_IMPULSE_BENCH_FILES ?? 5000);
const BYTES = 100e6;
const ROUNDS = 11;
const GOAL_S = 0.5;

/** @param {{ root: string }} context */
export async function run({ root }) {
  const folder = mkdtempSync(join(tmpdir(), 'nx-impulse-bench-'));
  try {
    makeFiles(join(folder, 'artefact'));
    await new Promise((resolve, reject) => {
      const child = fork(fileURLToPath(import.meta.url), [root, folder], { env: { ...process.env, NX_IMPULSE_CACHE: join(folder, 'cache') } });
      child.on('exit', (code) => (code ? reject(new Error(`restore stopped with ${code}`)) : resolve()));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Every file has its own bytes. */
function makeFiles(folder) {
  const size = Math.floor(BYTES / FILES);
  for (let index = 0; index < FILES; index++) {
    const parent = join(folder, `part-${index % 50}`);
    mkdirSync(parent, { recursive: true });
    writeFileSync(join(parent, `${index}.bin`), Buffer.alloc(size, createHash('sha256').update(String(index)).digest()));
  }
}

function restoreHere([root, folder]) {
  const { storeTree, openTree, treePath } = createRequire(import.meta.url)(join(root, 'plugin/dist/plugin/runners/store.js'));
  const artefact = join(folder, 'artefact');
  const { tree, files } = storeTree(artefact);
  const seen = { restore: [], verify: [], link: [], copy: [] };
  for (let round = 0; round < ROUNDS; round++) {
    rmSync(treePath(tree), { recursive: true });
    seen.restore.push(time(() => openTree(tree)));
    seen.verify.push(time(() => openTree(tree)));
    for (const [name, flags] of [['link', '-al'], ['copy', '-r']]) {
      const to = join(folder, name);
      seen[name].push(time(() => execFileSync('cp', [flags, artefact, to])));
      rmSync(to, { recursive: true });
    }
  }
  const mode = statSync(join(treePath(tree), files[0].path)).mode & 0o777;
  console.log(`an artefact of ${BYTES / 1e6} MB in ${FILES.toLocaleString('en-US')} files: seconds, median (least) of ${ROUNDS} in turn`);
  const row = (title, name, more = '') => console.log(`  ${title.padEnd(34)} ${median(seen[name]).toFixed(3)} (${Math.min(...seen[name]).toFixed(3)})${more}`);
  row('restored from the store', 'restore', `  goal <= ${GOAL_S}; files stay ${mode.toString(8)}`);
  row('verified where it is', 'verify');
  row('cp -al, hard links alone', 'link');
  row('cp -r, copies', 'copy');
}

function time(work) {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

if (process.send) restoreHere(process.argv.slice(2));
