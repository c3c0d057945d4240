import type { Tree } from '@nx/devkit';
import { copyTemplate } from '../copy-template';
import { framed } from '../framed';

/** Starts the description of a board: figures and where they come from are then filled in by hand. */
export default framed(generateTarget);

async function generateTarget(tree: Tree, { directory }: { directory: string }): Promise<() => void> {
  const folder = copyTemplate(tree, 'targets/template', directory);
  return () => process.stdout.write(`\nFill in ${folder}/target.json, then name it in impulse.yaml: targets: [${folder}]\n`);
}
