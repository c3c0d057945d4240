import { basename } from 'node:path';
import { blockFile } from '../manifest/read-block';
import { BLOCK_ENGINE, loadEngine } from '../runners/engines';
import type { StepContext } from '../steps/step';
import type { Checklist, Finding } from './checklist';
import type { OpenBlock } from './open-block';

/** Checks what can be seen before anything runs. */
export async function checkDefinition(list: Checklist, block: OpenBlock, say: StepContext['progress']): Promise<boolean> {
  await list.add('each parameter has help', () => checkHelp(block));
  const { container, folder } = block.use;
  if (container === undefined) return true;
  return list.add('its image can be built', async () => {
    await (await loadEngine(BLOCK_ENGINE)).provideImage!(folder, container, say);
    return container.image ?? 'by its Dockerfile';
  });
}

/** Whether people can use the parameters without reading the block's code. */
function checkHelp({ definition, use: { folder } }: OpenBlock): Finding {
  const parameters = Object.entries(definition.parameters.properties);
  // A parameter of Edge Impulse without help is described by its own name.
  const silent = parameters.filter(([, { title, description }]) => !description || description === title).map(([name]) => name);
  if (silent.length === 0) return parameters.length === 0 ? 'it has none' : `${parameters.length} of ${parameters.length}`;
  const file = basename(blockFile(folder)!);
  const field = file === 'parameters.json' ? '"help"' : '"description"';
  return { problem: `none for ${silent.join(', ')}`, fix: `write ${field} of each into ${file}`, isWarning: true };
}
