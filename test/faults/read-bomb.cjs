// node read-bomb.cjs <dist> <file>: reads a recording as ingest does and prints, as JSON, what became of it and by how much memory grew.
const { readFileSync } = require('node:fs');
const { basename, extname, join } = require('node:path');
const [dist, file] = process.argv.slice(2);

async function main() {
  const { readRecording } = require(join(dist, 'plugin/data/read-recording'));
  const isPicture = /png|jpg/.test(extname(file));
  const request = { file: basename(file), bytes: readFileSync(file), options: isPicture ? { resize: 'squash' } : {}, frequencyHz: 100 };
  const input = isPicture ? { axes: ['r', 'g', 'b'], image: { width: 8, height: 8 } } : { axes: ['x'] };
  // A good one of the same kind first: what is loaded for it counts for nothing.
  await readRecording({ ...request, ...input, bytes: readFileSync(join(file, '..', `good${extname(file)}`)) });
  const before = process.resourceUsage().maxRSS;
  const code = await readRecording({ ...request, ...input }).then(() => 'read', (error) => `${error.code}: ${error.message}`);
  console.log(JSON.stringify({ code, grownBytes: 1024 * (process.resourceUsage().maxRSS - before) }));
}

main();
