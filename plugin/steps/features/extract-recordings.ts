import type { Dataset, Sample, Window } from '../../data/dataset';
import { windowSteps } from '../../data/slice-windows';
import { ImpulseError } from '../../errors';
import type { InputSection } from '../../manifest/manifest';
import type { Block, BlockPlan } from '../../native';

/** Windows, the block that they go through, and who takes the features. */
export interface Extraction {
  dataset: Pick<Dataset, 'samples' | 'values'>;
  /** In the order of the samples. */
  windows: readonly Window[];
  block: Block;
  plan: BlockPlan;
  /** Axes that the block sees, by name. */
  axes: readonly string[];
  input: InputSection;
  /** Takes the rows of the next windows. */
  append(rows: Float32Array): void;
  /** Hears after each recording how many windows are done. */
  progress(windows: number): void;
}

/** Windows of one call: bounds the memory that a very long recording needs. */
const WINDOWS_PER_CALL = 1024;

/**
 * Extracts all windows, recording by recording, so that no more than one is in memory.
 * @throws ImpulseError IMP_FEATURES_REFUSED with the file and the time of a window that the block refuses
 */
export async function extractRecordings(extraction: Extraction): Promise<void> {
  const { dataset, windows, progress } = extraction;
  for (let first = 0, last = 0; first < windows.length; first = last) {
    const sample = dataset.samples[windows[first].sample];
    while (last < windows.length && windows[last].sample === windows[first].sample) last++;
    await extractRecording(extraction, sample, windows.slice(first, last));
    progress(last);
  }
}

async function extractRecording(extraction: Extraction, sample: Sample, windows: readonly Window[]): Promise<void> {
  const { dataset, block, plan, axes, input, append } = extraction;
  const recording = {
    values: dataset.values(sample),
    axes: sample.axes.length,
    windowLength: windowSteps(input),
    columns: Int32Array.from(axes, (axis) => sample.axes.indexOf(axis)),
  };
  for (let first = 0; first < windows.length; first += WINDOWS_PER_CALL) {
    const some = windows.slice(first, first + WINDOWS_PER_CALL);
    const pairs = Int32Array.from(some.flatMap(({ start, length }) => [start, length]));
    try {
      append(await block.extract(plan, { ...recording, windows: pairs }));
    } catch (error) {
      throw nameTheFile(error, sample);
    }
  }
}

/** The block knows only numbers: the person needs the file and the time. */
function nameTheFile(error: unknown, sample: Sample): unknown {
  if (!(error instanceof ImpulseError) || error.code !== 'IMP_WINDOW_REFUSED') return error;
  const startMs = Math.round((Number(error.details.start) * 1000) / sample.frequencyHz);
  const overflow = error.details.status === 5;
  const problem = overflow ? 'a value beyond 1e15' : 'NaN or an infinite value';
  return new ImpulseError('IMP_FEATURES_REFUSED', { file: sample.file, startMs, problem });
}
