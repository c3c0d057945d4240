// npm run bench [-- <name>... --update]: what the product costs and how good it is, beside others. One file per bench, one row here.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BENCHES = {
  models: () => import('./models.mjs'),
  goals: () => import('./goals.mjs'),
  layers: () => import('./layers.mjs'),
  fusions: () => import('./fusions.mjs'),
  streaming: () => import('./streaming.mjs'),
  costs: () => import('./costs.mjs'),
  ingest: () => import('./ingest.mjs'),
  overhead: () => import('./overhead.mjs'),
  restore: () => import('./restore.mjs'),
  dsp: () => import('./dsp.mjs'),
  host: () => import('./host.mjs'),
  engines: () => import('./engines.mjs'),
  training: () => import('./training.mjs'),
  accuracy: () => import('./accuracy.mjs'),
};

const names = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const unknown = names.filter((name) => !(name in BENCHES));
if (unknown.length > 0) {
  console.error(`unknown bench ${unknown.join(', ')}; known: ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const build = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: 'inherit' });
if (build.status !== 0) process.exit(1);

for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
  const { run } = await BENCHES[name]();
  await run({ root, update: process.argv.includes('--update') });
}
