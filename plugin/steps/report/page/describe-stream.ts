import type { StreamCosts } from '../report';

const TAKES: Record<StreamCosts['by'], string> = {
  hops: 'DSP and models compute what is new in each window',
  slices: 'DSP computes what is new, models whole windows',
  windows: 'samples are gathered, and whole windows computed',
};

/** What `push_samples` does of a stream, what a hop takes, and its RAM by part, to the byte. */
export function describeStream({ by, cycles, ramBytes, stackBytes, memory }: StreamCosts): string {
  const count = (figure: number): string => figure.toLocaleString('en-US');
  const parts = [
    ['arena', memory.arenaBytes], ['state', memory.stateBytes], ['samples of the window', memory.windowBytes], ['other', memory.otherBytes], ['stack', stackBytes],
  ] as const;
  const held = parts.flatMap(([name, bytes]) => (bytes ? [`${name} ${count(bytes)}`] : []));
  const hop = cycles === undefined ? '' : `, ${count(cycles)} cycles a hop`;
  return `push_samples: ${TAKES[by]}${hop}; RAM ${count(ramBytes)} B: ${held.join(', ')}`;
}
