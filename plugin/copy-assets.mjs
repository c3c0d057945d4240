// Second half of the build, after tsc: mirrors what is not TypeScript into plugin/dist, so that the package finds schemas, blocks, sdk-cpp
// and targets where the sources have them; removes what has no source any more; prints the validators of its schemas; and writes the digest
// of all that by which Nx tells one package from another.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const house = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(house, 'plugin', 'dist');

/** Rooms of the repository that the package carries. */
const ROOMS = ['schemas', 'blocks', 'sdk-cpp', 'targets', 'plugin'];
const LEFT_OUT = [
  /(^|\/)(node_modules|dist|test|__pycache__|golden)(\/|$)/,
  /\.(ts|mjs|pyc)$/,
  // Programs of blocks in containers go along; scripts that make references do not.
  /^(?!blocks\/(examples|convert)\/).*\.py$/,
  /\/(golden|package|executors|generators|migrations)[^/]*\.json$/,
  /^plugin\/(LICENSE|README\.md)$/,
];

for (const room of ROOMS.filter((name) => existsSync(join(house, name)))) {
  for (const file of listFiles(join(house, room), room)) {
    if (!isLeftOut(file)) cpSync(join(house, file), join(dist, file));
  }
}
for (const file of listFiles(dist, '')) {
  const source = file.replace(/(\.d\.ts|\.js)$/, '.ts');
  if (!existsSync(join(house, source)) || (source === file && isLeftOut(file))) rmSync(join(dist, file));
}
writeValidators();
writeFileSync(join(dist, 'content.json'), `${JSON.stringify({ content: digestFiles(dist) })}\n`);
for (const name of ['README.md', 'LICENSE']) {
  if (existsSync(join(house, name))) cpSync(join(house, name), join(house, 'plugin', name));
}

/** The validators of manifests, targets, envelopes and the parameters of every block, so that no command compiles them again. */
function writeValidators() {
  const load = (path) => createRequire(import.meta.url)(join(dist, path));
  const { compiledName, readSchema } = load('schemas/validate.js');
  const { printValidator } = load('schemas/compile-schema.js');
  const { parameterSchema, requireBlock } = load('plugin/manifest/read-block.js');
  const { optionsSchema } = load('plugin/manifest/read-plugin-options.js');
  const blocks = listFiles(join(dist, 'blocks'), '').filter((file) => file.endsWith('/block.json'));
  const parameters = blocks.map((file) => parameterSchema(requireBlock(join(dist, 'blocks', dirname(file)))));
  mkdirSync(join(dist, 'schemas', 'compiled'), { recursive: true });
  for (const schema of [...['impulse', 'block', 'target', 'step-run', 'step-result'].map(readSchema), optionsSchema(), ...parameters]) {
    writeFileSync(join(dist, 'schemas', compiledName(schema)), printValidator(schema));
  }
}

/** Of names and contents; declarations are for compilers. */
function digestFiles(folder) {
  const digest = createHash('sha256');
  for (const file of listFiles(folder, '').filter((name) => !name.endsWith('.d.ts')).sort()) {
    digest.update(`${file}\n${createHash('sha256').update(readFileSync(join(folder, file))).digest('hex')}\n`);
  }
  return digest.digest('hex');
}

function isLeftOut(file) {
  return LEFT_OUT.some((pattern) => pattern.test(file));
}

function listFiles(folder, prefix) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', '__pycache__'].includes(entry.name)) return [];
    const path = prefix ? `${prefix}/${entry.name}` : entry.name;
    return entry.isDirectory() ? listFiles(join(folder, entry.name), path) : [path];
  });
}
