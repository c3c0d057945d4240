import type { ContainerRun, RepeatedRun } from '../../steps/step';
import type { Session } from '../engines/engine';
import { type BlockScene, containerOf, describeContainer, followWork, startBlock } from './block-work';

/** What the runs of a block have in common. */
type SharedPlace = Pick<ContainerRun, 'mounts' | 'secrets'>;

/** Each run finds `/tmp` as empty as in a container of its own. */
const CLEARED = ['sh', '-c', 'rm -rf /tmp/..?* /tmp/.[!.]* /tmp/* 2> /dev/null; exec "$@"', 'sh'];

/**
 * Runs a block's program several times on the same folders, one after another: in one container that stays open, at the price of a process
 * each, or in one each where the engine cannot keep any, or the image has no shell.
 *
 * @param onEnd called after each. @throws what ended a run, by its name; no other is begun then
 */
export async function runEach(
  scene: BlockScene, name: string, shared: SharedPlace, runs: readonly RepeatedRun[], onEnd: () => void,
): Promise<void> {
  const warm = runs.length > 1 ? await openPlace(scene, name, shared) : undefined;
  try {
    for (const run of runs) {
      await (warm ? warm.run(run) : startBlock(scene, name, { ...shared, ...run }).then(({ done }) => done));
      onEnd();
    }
  } finally {
    await warm?.session.close();
  }
}

interface WarmPlace {
  session: Session;
  run(run: RepeatedRun): Promise<void>;
}

async function openPlace(scene: BlockScene, name: string, shared: SharedPlace): Promise<WarmPlace | undefined> {
  const { run, engine, progress } = scene;
  const { folders, limits } = run;
  if (engine.open === undefined || engine.entryPoint === undefined) return undefined;
  const container = containerOf(run, name);
  const image = await engine.provideImage!(folders[name]!, container, (message) => progress(message));
  const { argv: _argv, entrypoint: _, ...spec } = describeContainer(run, container, image, { ...shared, argv: [] });
  const session = await engine.open(spec);
  // Whatever is wrong with it will be said of a single container; an image without a shell shows it only here.
  if ('status' in session) return undefined;
  if ((await session.submit({ argv: ['true'] }).result).status !== 'ok') return session.close().then(() => undefined);
  const words = container.command === undefined ? await engine.entryPoint(image) : container.command;
  return {
    session,
    run(asked) {
      const argv = [...CLEARED, ...words, ...asked.argv, ...container.arguments];
      const command = { argv, ...(limits?.timeoutS === undefined ? {} : { timeoutS: limits.timeoutS }) };
      return followWork(scene, container, { ...shared, ...asked }, session.submit(command)).done;
    },
  };
}
