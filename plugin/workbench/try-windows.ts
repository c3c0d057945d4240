import type { Manifest } from '../manifest/manifest';
import { features } from '../steps/features';
import { describeRequest } from '../steps/features/ask-server';
import { askVersion } from '../steps/features/extract-by-server';
import { type FeatureRequest, readWindows } from '../steps/features/feature-request';
import type { StepContext } from '../steps/step';
import { type ChosenWindows, chooseWindows, type WindowChoice } from './choose-windows';
import { type Extracted, extractInContainer, extractNatively } from './extract-windows';
import { keepServer } from './keep-server';
import type { Bench } from './open-bench';
import type { OpenBlock } from './open-block';
import { readGraphs } from './read-graphs';
import type { WindowTrial } from './trial';

/** Shows one window of a recording to a DSP block. */
export async function tryWindows(bench: Bench, block: OpenBlock, choice: WindowChoice): Promise<WindowTrial> {
  const chosen = await chooseWindows(choice);
  const request = { ...chosen, windows: chosen.windows.slice(0, 1), params: block.use.params };
  const { extracted, answer } = await askBlock(bench, block, request, async (context) =>
    isServer(block) ? askAlone(context, request, true) : undefined,
  );
  const { shape, rows } = extracted;
  return { kind: 'window', window: describeWindow(request), shape, features: [...rows[0]!], graphs: readGraphs(answer?.graphs) };
}

/**
 * Features of the windows, by the container where the block has one, else by its C++; and what else is asked of the same container.
 */
export async function askBlock<Answer>(
  bench: Bench, { use }: OpenBlock, request: FeatureRequest, more: (context: StepContext) => Promise<Answer>,
): Promise<{ extracted: Extracted; answer: Answer }> {
  const plan = planFeatures(use, request);
  const context = keepServer(bench.context(plan));
  try {
    const { container } = use;
    const extracted = await (container ? extractInContainer(context, container.contract, request) : extractNatively(use.folder, request));
    return { extracted, answer: await more(context) };
  } finally {
    await context.close();
  }
}

/** Whether the block answers requests, as Edge Impulse's DSP blocks do. */
export function isServer({ use: { container } }: OpenBlock): boolean {
  return container?.contract === 'edge-impulse';
}

/** What is read of an answer of `/run`: unchecked. */
export interface RunAnswer {
  features?: number[];
  graphs?: unknown;
}

/** The answer of `/run` to the first window. */
export async function askAlone({ containers }: StepContext, request: FeatureRequest, graphs: boolean): Promise<RunAnswer> {
  const server = await containers.serve('block');
  const [raw] = readWindows(request);
  const common = describeRequest(request, await askVersion(server, request), graphs);
  return ((await server.post('/run', { ...common, features: [...raw!.values] }, 'asked for one window')) ?? {}) as RunAnswer;
}

function planFeatures(use: OpenBlock['use'], { length, frequencyHz, strideMs, axes }: ChosenWindows) {
  const input = { windowMs: (length * 1000) / frequencyHz, strideMs, frequencyHz, axes: [...axes] };
  return features.plan({ dsp: [use], input } as unknown as Manifest)[0]!;
}

function describeWindow({ dataset, length, frequencyHz, axes }: FeatureRequest): string {
  const ms = Number(((length * 1000) / frequencyHz).toPrecision(4));
  return `${dataset.samples[0]!.file}: the first ${ms} ms (${length} time steps of ${axes.join(', ')} at ${frequencyHz} Hz)`;
}
