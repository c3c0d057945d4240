import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { assetRoot } from '../../plugin/paths';
import { pythonWith } from '../python-env';
import { makeFolder } from '../temp-folder';

interface Golden {
  train: number[];
  asked: number[];
  cases: { start: number[]; scores: number[] }[];
}

it('scikit-learn gives the committed mixtures again', () => {
  const block = join(assetRoot, 'blocks', 'learn', 'gmm-anomaly');
  const file = join(makeFolder(), 'golden.json');
  execFileSync(pythonWith(join(block, 'requirements.txt')), [join(block, 'make-golden.py'), file]);
  const [again, committed] = [file, join(block, 'golden.json')].map((path) => JSON.parse(readFileSync(path, 'utf8')) as Golden);
  expect([again.train, again.asked, again.cases.map(({ start }) => start)]).toEqual([committed.train, committed.asked, committed.cases.map(({ start }) => start)]);
  // Its linear algebra may add in another order on another CPU.
  const errors = again.cases.flatMap(({ scores }, at) => scores.map((score, row) => relativeError(score, committed.cases[at].scores[row])));
  expect(Math.max(...errors)).toBeLessThan(1e-6);
});

function relativeError(value: number, wanted: number): number {
  return Math.abs(value - wanted) / Math.max(1, Math.abs(wanted));
}
