import { beforeAll, describe, expect, it } from 'vitest';
import { blockDefaults } from '../../../test/block-defaults';
import { copyPlan, fixtureSources, loadFixture, passThroughModel } from '../../../test/fixture-impulse';
import { makeFolder } from '../../../test/temp-folder';
import { loadBlock, readBlockSources, type Block, type BlockPlan } from '../../../plugin/native';

const LABELS = ['yes', 'no', 'silence'];
/** Two windows a second. */
const STREAM = { frequencyHz: 2, length: LABELS.length, axes: 1, stride: 1 };

describe('keyword-decision', () => {
  let block: Block;

  beforeAll(async () => {
    block = await loadBlock(__dirname);
  });

  const configure = (params: object): BlockPlan => block.configure({ ...blockDefaults(__dirname), labels: LABELS, ...params }, STREAM);

  /** Decisions over windows whose scores are given: an impulse that passes them through. */
  async function decide(params: object, scores: number[][]) {
    const folder = makeFolder();
    const impulse = await loadFixture(
      {
        name: 'demo',
        input: { frequencyHz: 2, windowLength: 1, strideLength: 1, axes: LABELS, dtype: 'float32' },
        dsp: [{ name: 'copy', block: 'copy', plan: copyPlan([3]) }],
        learn: [
          { name: 'words', block: 'none', input: ['copy'], result: 'classes', labels: LABELS, model: passThroughModel('demo', 'words', 3) },
        ],
        postprocess: { block: 'keyword-decision', plan: configure(params), learn: 'words' },
        sources: fixtureSources(folder, ...readBlockSources(__dirname).sources),
      },
      folder,
    );
    const windows = Int32Array.from(scores.flatMap((_, index) => [index, 1]));
    const { decisions, decisionScores } = await impulse.run({
      values: Float32Array.from(scores.flat()),
      axes: 3,
      windowLength: 1,
      windows,
    });
    return { decisions: [...decisions], scores: [...decisionScores] };
  }

  const yes = [1, 0, 0];
  const no = [0, 1, 0];
  const silence = [0, 0, 1];

  it('reports the best label once its average reaches the threshold', async () => {
    const { decisions, scores } = await decide({ average: 1000, threshold: 0.75, suppression: 0 }, [silence, yes, yes, no, yes]);
    expect(decisions).toEqual([2, -1, 0, -1, -1]);
    expect(scores).toEqual([1, 0.5, 1, 0.5, 0.5]);
  });

  it('reports nothing while it is suppressed', async () => {
    const { decisions } = await decide({ average: 500, suppression: 1000 }, [yes, yes, no, no, no]);
    expect(decisions).toEqual([0, -1, -1, 1, -1]);
  });

  it('never reports an ignored label', async () => {
    const { decisions } = await decide({ average: 500, suppression: 0, ignore: ['silence', 'no'] }, [silence, no, yes]);
    expect(decisions).toEqual([-1, -1, 0]);
  });

  it('counts time in windows, to the nearest, with at least one to average', () => {
    expect(configure({ average: 1, suppression: 740 })).toEqual({
      ...{ shape: [], ints: [3, 1, 1, 0, 0, 0], floats: [Math.fround(0.8)] },
      ...{ scratchBytes: 0, stateBytes: 32 },
    });
  });

  it('refuses to ignore what is no label', () => {
    expect(() => configure({ ignore: ['silence', 'nothing'] })).toThrow('"ignore" names "nothing", which is no label of the classifier');
  });
});
