// npm run bench [-- <name>... --update]: what the product costs and how good it is, beside others. One file per bench, one row here.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
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

if (process.argv.includes('--help')) {
  console.log('npm run bench [-- NAME... --update]: all of these, or those named. Their figures go into the files they name with --update alone.\n');
  for (const name of Object.keys(BENCHES)) console.log(`${name.padEnd(10)} ${readHead(name).join(`\n${' '.repeat(11)}`)}`);
  process.exit(0);
}

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

/** The comment that a bench begins with, line by line. */
function readHead(name) {
  const lines = readFileSync(new URL(`${name}.mjs`, import.meta.url), 'utf8').split('\n');
  return lines.slice(0, lines.findIndex((line) => !line.startsWith('// '))).map((line) => line.slice(3));
}
