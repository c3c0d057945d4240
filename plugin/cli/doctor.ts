import type { Diagnosis } from '../setup/diagnose';
import type { Command } from './command';

export const doctor: Command = {
  name: 'doctor',
  summary: 'Shows what is here, what is missing, what it is for, and the exact command to get it.',
  options: { json: { type: 'boolean', help: 'Prints the findings as JSON.' } },
  examples: ['nx-impulse doctor'],
  async run({ options, print }) {
    const { diagnose } = await import('../setup/diagnose');
    const findings = await diagnose();
    print(options.json ? JSON.stringify(findings, null, 2) : findings.map(describeFinding).join('\n'));
    return findings.some(({ found, required }) => required && found === undefined) ? 1 : 0;
  },
};

function describeFinding({ name, found, purpose, required, fix }: Diagnosis): string {
  const state = found !== undefined ? 'ok' : required ? 'MISSING' : 'missing';
  const line = `${state.padEnd(8)} ${name.padEnd(13)} ${found ?? purpose}`;
  return found === undefined ? `${line}\n${' '.repeat(23)}fix: ${fix}` : line;
}
