import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { manifestPath, readManifest } from '../manifest/read-manifest';
import { checkOut, findRepository } from './check-out';
import type { Command } from './command';

export const compare: Command = {
  name: 'compare',
  summary: 'Shows what a change did to accuracy, RAM, flash and latency per target, as Markdown for a pull request.',
  arguments: [
    { name: 'git-ref', help: 'The state before: a branch, tag or commit.', required: true },
    { name: 'impulse.yaml', help: 'Manifests, or folders that hold one. Default: the current folder.', many: true },
  ],
  examples: ['nx-impulse compare main examples/keyword-spotting', 'nx-impulse compare HEAD~1 > comment.md'],
  async run({ args: [ref, ...paths], print }) {
    const { compareReports } = await import('../steps/report/compare-reports');
    for (const path of paths.length > 0 ? paths : ['.']) {
      readManifest(path);
      const manifest = realpathSync(manifestPath(path));
      const repository = realpathSync(findRepository(dirname(manifest)));
      const before = checkOut(repository, ref);
      try {
        const after = await readReport(manifest);
        const name = relative(repository, manifest);
        const old = join(before.folder, name);
        print(existsSync(old) ? compareReports(await readReport(old), after) : `### ${after.impulse.name}\n\nnew: ${ref} has no ${name}\n`);
      } finally {
        before.remove();
      }
    }
  },
};

/** Runs the impulse up to its report; what is known comes from the run cache. */
async function readReport(manifest: string): Promise<import('../steps/report/report').Report> {
  const { printEvents } = await import('../runners/print-events');
  const { runImpulse } = await import('../runners/run-impulse');
  const outcomes = await runImpulse(manifest, { steps: ['report'], onEvent: printEvents(process.stderr) });
  return JSON.parse(readFileSync(join(outcomes.get('report')!.folder, 'report.json'), 'utf8'));
}
