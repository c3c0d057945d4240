import { dirname } from 'node:path';
import { ImpulseError } from '../errors';
import { planSteps } from '../graph/plan-steps';
import type { StepPlan } from '../graph/step-plan';
import { printManifest } from '../manifest/print-manifest';
import { manifestPath, readManifest } from '../manifest/read-manifest';
import type { PlanOutlook } from '../runners/explain-plans';
import { STEPS } from '../steps';
import type { Command } from './command';

export const explain: Command = {
  name: 'explain',
  summary: 'Shows the resolved manifest and each step: what it reads, and why it would run now.',
  arguments: [
    { name: 'impulse.yaml', help: 'The manifest, or its folder. Default: the current folder.' },
    { name: 'step', help: 'Only steps whose id begins so, such as features or compile--rp2040.' },
  ],
  options: {
    json: { type: 'boolean', help: 'Prints manifest and steps as JSON.' },
    runner: { type: 'string', value: 'name', help: 'Foretells what this engine would do, as "run --runner" does.' },
  },
  examples: ['nx-impulse explain examples/keyword-spotting', 'nx-impulse explain examples/keyword-spotting train'],
  async run({ args: [path = '.', step = ''], options, print }) {
    const manifest = readManifest(path);
    const { runnersOf } = await import('../runners/choose-runner');
    const { explainPlans } = await import('../runners/explain-plans');
    const root = dirname(manifestPath(path));
    const all = await explainPlans(planSteps(manifest), root, runnersOf(manifest.runner, root, options.runner as string | undefined));
    const outlooks = all.filter(({ plan }) => plan.id.startsWith(step));
    if (outlooks.length === 0) throw new ImpulseError('IMP_PLAN_UNKNOWN', { id: step, known: all.map(({ plan }) => plan.id).join(', ') });
    if (options.json) return print(JSON.stringify({ manifest, steps: outlooks }, null, 2));
    if (step === '') print(`# ${manifest.name}, resolved\n${printManifest(manifest)}`);
    for (const outlook of outlooks) print(`${describeOutlook(outlook)}\n`);
  },
};

function describeOutlook({ plan, state, reasons, engine, toolsUnknown }: PlanOutlook): string {
  const foresight = toolsUnknown === undefined ? '' : ` (${toolsUnknown}: foretold by the tools of this machine)`;
  const lines = [
    `${plan.id}: ${STATES[state](reasons)}`,
    `  ${STEPS.find(({ name }) => name === plan.step)?.summary}`,
    `  sections  ${plan.sections.join(', ')}`,
    ...describeInputs(plan),
    `  runner    ${engine}${foresight}`,
  ];
  if (state === 'runs') lines.push(...reasons.map((reason) => `  changed   ${reason}`));
  return lines.join('\n');
}

const STATES: Record<PlanOutlook['state'], (reasons: readonly string[]) => string> = {
  cached: () => 'cached',
  runs: (reasons) => `would run (${reasons.length === 1 ? reasons[0] : `${reasons.length} changes`})`,
  waits: (reasons) => `runs only if ${reasons.join(' or ')} ${reasons.length === 1 ? 'gives' : 'give'} another result`,
};

function describeInputs({ inputs, files, folders }: StepPlan): string[] {
  const producers = [...new Set(Object.values(inputs))];
  return [
    ...(producers.length > 0 ? [`  reads     ${producers.join(', ')}`] : []),
    ...(files.length > 0 ? [`  files     ${files.join(', ')}`] : []),
    ...(Object.keys(folders).length > 0 ? [`  sources   ${Object.keys(folders).join(', ')}`] : []),
  ];
}
