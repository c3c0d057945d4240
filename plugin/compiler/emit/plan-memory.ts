/** What one part of the impulse needs while it runs. */
export interface MemoryNeeds {
  /** Floats of all features, in the order of the manifest. */
  features: number;
  /** The largest scratch of any DSP block. */
  scratchBytes: number;
  /** Models in the order they run; their arenas all begin at 0. */
  models: readonly ModelMemory[];
}

/** What the memory plan has to know of a model. */
export interface ModelMemory {
  arenaBytes: number;
  inputOffset: number;
  inputBytes: number;
  /** It reads all features in their order, so quantising may go on in place. */
  readsAllInOrder: boolean;
}

/** One static buffer for everything: DSP scratch, features and arenas share it where their lifetimes allow. */
export interface MemoryPlan {
  bytes: number;
  featuresOffset: number;
  scratchOffset: number;
}

/**
 * Scratch stands at 0. Features live from DSP until the last model has taken its input; scratch only during DSP; an arena only while its
 * model runs. So features stand above the scratch and above the arenas of all models but the last, whose arena may cover them: quantising
 * reads a float before it writes the byte that takes its place, as long as the input tensor does not begin above the features.
 */
export function planMemory({ features, scratchBytes, models }: MemoryNeeds): MemoryPlan {
  const last = models.at(-1);
  const lowest = last === undefined ? 0 : last.inputOffset + (last.readsAllInOrder ? 0 : last.inputBytes);
  const arenasBefore = models.slice(0, -1).map(({ arenaBytes }) => arenaBytes);
  const featuresOffset = alignUp(Math.max(scratchBytes, lowest, ...arenasBefore));
  const arenas = models.map(({ arenaBytes }) => arenaBytes);
  return { bytes: alignUp(Math.max(featuresOffset + 4 * features, ...arenas)), featuresOffset, scratchOffset: 0 };
}

/**
 * Features that are written quantized stand in the input tensor of the only model, and scratch beside it in the arena: below, where there
 * is room, or above.
 */
export function planQuantizedMemory(scratchBytes: number, { arenaBytes, inputOffset, inputBytes }: ModelMemory): MemoryPlan {
  const scratchOffset = scratchBytes <= inputOffset ? 0 : alignUp(inputOffset + inputBytes);
  return { bytes: alignUp(Math.max(arenaBytes, scratchOffset + scratchBytes)), featuresOffset: inputOffset, scratchOffset };
}

function alignUp(bytes: number): number {
  return Math.ceil(bytes / 16) * 16;
}
