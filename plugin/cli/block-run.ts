import { readSample, SAMPLE_OPTIONS, sayLive } from './block-sample';
import type { Command } from './command';

export const blockRun: Command = {
  name: 'block run',
  summary: 'Sends one sample through a block, without an impulse, and shows what comes out.',
  arguments: [{ name: 'folder', help: 'The folder of the block, or the id of one of ours.', required: true }],
  options: {
    ...SAMPLE_OPTIONS,
    out: { type: 'string', value: 'folder', help: 'Keeps what the block leaves there.' },
    page: { type: 'string', value: 'file', help: 'Also writes an HTML page, with the graphs of an Edge Impulse block.' },
  },
  examples: [
    'nx-impulse block run blocks/clean --input recordings --set "rate=8 kHz" --out cleaned',
    'nx-impulse block run blocks/jerk --input wave.csv --window "2 s" --page jerk.html',
  ],
  async run(input) {
    const { args: [folder], options, print } = input;
    const { resolve } = await import('node:path');
    const { writeFileWhole } = await import('../files/write-file');
    const { describeTrial } = await import('../workbench/describe-trial');
    const { withBench } = await import('../workbench/open-bench');
    const { renderPage } = await import('../workbench/render-page');
    const { tryBlock } = await import('../workbench/try-block');
    const { block, choice } = await readSample('block run', folder!, input);
    const out = options.out === undefined ? undefined : resolve(options.out as string);
    const trial = await withBench(`npx nx-impulse block run ${folder}`, sayLive, (bench) => tryBlock(bench, block, choice, sayLive, out));
    print(options.json ? JSON.stringify(trial, null, 2) : describeTrial(trial));
    if (options.page) writeFileWhole(resolve(options.page as string), renderPage(block, trial));
  },
};
