import type { NxJsonConfiguration, Tree } from '@nx/devkit';

const PLUGIN = 'nx-impulse';

/** What `nx add nx-impulse` does: names the plugin in `nx.json` and keeps results out of git. Twice is as good as once. */
export default async function initGenerator(tree: Tree): Promise<void> {
  const nxJson = JSON.parse(tree.read('nx.json', 'utf8') ?? '{}') as NxJsonConfiguration;
  const plugins = nxJson.plugins ?? [];
  if (!plugins.some((plugin) => (typeof plugin === 'string' ? plugin : plugin.plugin) === PLUGIN)) {
    tree.write('nx.json', `${JSON.stringify({ ...nxJson, plugins: [...plugins, PLUGIN] }, null, 2)}\n`);
  }
  const ignored = tree.read('.gitignore', 'utf8') ?? '';
  if (!ignored.split(/\r?\n/).some((line) => line.trim() === '.impulse/')) {
    tree.write('.gitignore', `${ignored}${ignored === '' || ignored.endsWith('\n') ? '' : '\n'}.impulse/\n`);
  }
}
