import type { Tree } from '@nx/devkit';
import { copyTemplate } from '../copy-template';

/** Starts the description of a board: figures and where they come from are then filled in by hand. */
export default async function targetGenerator(tree: Tree, { directory }: { directory: string }): Promise<() => void> {
  const folder = copyTemplate(tree, 'targets/template', directory);
  return () => process.stdout.write(`\nFill in ${folder}/target.json, then name it in impulse.yaml: targets: [${folder}]\n`);
}
