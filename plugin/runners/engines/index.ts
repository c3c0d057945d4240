import { didYouMean } from '../../did-you-mean';
import { ImpulseError } from '../../errors';
import type { Engine } from './engine';

/** A row of the table of engines. */
export interface EngineRow {
  name: string;
  /** One sentence for `--help` and `doctor`. */
  summary: string;
  load(): Promise<Engine>;
}

/** Every engine. A row is the only registration. */
export const ENGINES: readonly EngineRow[] = [
  { name: 'local', summary: 'a process of this machine', load: async () => (await import('./local/local')).local },
  {
    name: 'docker',
    summary: 'a container of a Docker daemon, here or where DOCKER_HOST says',
    load: async () => (await import('./docker/docker')).docker,
  },
];

/** The engine that blocks in containers run on, whatever runs the step; another comes in its place where steps run on other machines. */
export const BLOCK_ENGINE = 'docker';

/** @throws IMP_RUNNER_UNKNOWN */
export async function loadEngine(name: string): Promise<Engine> {
  const row = ENGINES.find((candidate) => candidate.name === name);
  if (row !== undefined) return row.load();
  throw new ImpulseError('IMP_RUNNER_UNKNOWN', { runner: name, advice: didYouMean(name, ENGINES.map((engine) => engine.name)) });
}
