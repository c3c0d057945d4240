// Runs cases in a process of its own: node worker.mjs <request as JSON>. A line of JSON for each finding, and one at the end.
import { openSync, readdirSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';
import { openJudge } from './judge.mjs';
import { randomOf } from './random.mjs';
import { openSubjects, Unsound } from './subjects.mjs';

/** @type {import('./run-fuzz').WorkerRequest} */
const { kind, seed, first, cases, dist, corpus, folder, findings, progress, guided, keep, good, memoryBytes } = JSON.parse(process.argv[2]);
const subject = openSubjects(dist, folder)[kind];
const judge = openJudge(dist);
const items = readdirSync(corpus).sort().map((name) => readFileSync(join(corpus, name)));
const progressFile = openSync(progress, 'w');
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
let accepted = 0;
let kept = 0;
const coverage = guided ? await openCoverage() : undefined;

// The corpus itself has to be good: otherwise nothing is tested but the first check of a reader.
for (const [at, item] of [...items.entries()]) report(-1 - at, item, await judgeCase(item, randomOf(seed, 0), true));

for (let number = first; number < first + cases; number++) {
  writeSync(progressFile, String(number).padEnd(12), 0);
  const random = randomOf(seed, number);
  const input = subject.mutate(random, random.pick(items), random.pick(items));
  const before = process.resourceUsage().maxRSS;
  const goodBefore = accepted;
  const problem = await judgeCase(input, random, false);
  if (accepted > goodBefore && kept < keep) writeFileSync(join(good, `${kind}-${kept++}`), input);
  const grown = 1024 * (process.resourceUsage().maxRSS - before);
  report(number, input, problem ?? (grown > memoryBytes ? `memory grew by ${Math.round(grown / 1e6)} MB for ${input.length} bytes` : undefined));
  if (await coverage?.isNew()) items.push(input);
}
say({ done: true, accepted, items: items.length, peakBytes: 1024 * process.resourceUsage().maxRSS });

async function judgeCase(input, random, mustBeGood) {
  try {
    await subject.run(input, random);
    accepted++;
    return undefined;
  } catch (error) {
    if (mustBeGood && isKnown(error)) return undefined;
    return error instanceof Unsound ? `a wrong result: ${error.message}` : judge(error, kind, input.toString());
  }
}

function isKnown(error) {
  return typeof error?.code === 'string' && error.code.startsWith('IMP_');
}

function report(number, input, problem) {
  if (problem === undefined) return;
  const file = join(findings, `${kind}-${seed}-${number}`);
  writeFileSync(file, input);
  say({ number, problem, file });
}

/** Tells whether a case reached a piece of our code that none before it reached. */
async function openCoverage() {
  const session = new Session();
  session.connect();
  const ask = (method, params) => new Promise((resolve, reject) => session.post(method, params, (error, result) => (error ? reject(error) : resolve(result))));
  await ask('Profiler.enable');
  await ask('Profiler.startPreciseCoverage', { callCount: false, detailed: true });
  const seen = new Set();
  return {
    async isNew() {
      const before = seen.size;
      const { result } = await ask('Profiler.takePreciseCoverage');
      for (const { url, functions } of result) {
        if (!url.includes(dist)) continue;
        for (const { ranges } of functions) for (const { startOffset, endOffset, count } of ranges) if (count) seen.add(`${url}:${startOffset}:${endOffset}`);
      }
      return seen.size > before;
    },
  };
}
