import type { FeatureRequest } from '../steps/features/feature-request';
import { chooseWindows, type WindowChoice } from './choose-windows';
import type { Checklist } from './checklist';
import { compareRows } from './compare-rows';
import { type Extracted, extractNatively } from './extract-windows';
import type { Bench } from './open-bench';
import type { OpenBlock } from './open-block';
import { askAlone, askBlock, isServer, type RunAnswer } from './try-windows';

/** How far the C++ may be from the container: a share of the features' range. */
const TWIN_LIMIT = 1e-4;

const REPEAT_FIX = 'keep nothing from one window to the next, and take random numbers from a fixed seed';

/** Checks a DSP block: its container where it has one, and its C++ where it has that. */
export async function checkWindows(list: Checklist, bench: Bench, block: OpenBlock, choice: WindowChoice): Promise<void> {
  const request: FeatureRequest = { ...(await chooseWindows(choice)), params: block.use.params };
  const { container, folder } = block.use;
  let asked: { extracted: Extracted; answer: RunAnswer | undefined } | undefined;
  const ran = await list.add(container ? 'answers two windows' : 'compiles, and takes two windows', async () => {
    asked = await askBlock(bench, block, request, async (context) => (isServer(block) ? askAlone(context, request, false) : undefined));
    const { shape, rows } = asked.extracted;
    return `${rows[0]!.length} finite features for each, shape ${shape.join(' x ')}`;
  });
  if (!ran) return;
  const { extracted, answer } = asked!;
  const [first, , again] = extracted.rows;
  await list.add('same window, same features', () => compareRows([[first!, again!]], 0, REPEAT_FIX));
  if (answer) {
    const alone = Float32Array.from(answer.features ?? []);
    await list.add('/batch gives what /run gives', () => compareRows([[first!, alone]], 0, REPEAT_FIX));
  }
  if (container === undefined || block.definition.sources === undefined) return;
  await list.add('the C++ gives the same features', async () => {
    const { rows } = await extractNatively(folder, request);
    const fix = `correct one of the two: the device computes by the C++ (limit: ${TWIN_LIMIT} of the range)`;
    return compareRows(rows.map((row, at) => [extracted.rows[at]!, row] as const), TWIN_LIMIT, fix);
  });
}
