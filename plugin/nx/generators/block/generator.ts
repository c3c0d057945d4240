import type { Tree } from '@nx/devkit';
import { copyTemplate } from '../copy-template';
import { framed } from '../framed';

/** Answers to the generator's schema. */
export interface BlockOptions {
  directory: string;
  kind: 'dsp' | 'learn';
}

/** Starts a block of one's own from the template, which builds and passes its tests as it is. */
export default framed(generateBlock);

async function generateBlock(tree: Tree, { directory, kind }: BlockOptions): Promise<() => void> {
  const folder = copyTemplate(tree, `blocks/template-${kind}`, directory);
  return () => {
    process.stdout.write(`\nSee ${folder}/README.md. In impulse.yaml: ${kind}: { mine: { block: ${folder} } }\n`);
    process.stdout.write('So that editors know its parameters: npx nx-impulse schema\n');
  };
}
