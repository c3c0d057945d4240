import { describe, expect, it } from 'vitest';
import { type AnomalyLabels, checkAnomalyLabels, roleOfLabel } from './anomaly-roles';

const SIDES = { train: new Set(['idle', 'running', 'worn']), validation: new Set(['idle', 'running', 'worn', 'loose']) };

describe('the labels of an anomaly detector', () => {
  const rolesOf = (labels: AnomalyLabels) => ['idle', 'running', 'worn', 'loose', 'broken'].map((label) => roleOfLabel(label, labels, SIDES));

  it.each([
    ['by the sides of the split', {}, ['normal', 'normal', 'normal', 'tune', 'report']],
    ['that are named, the others by the sides', { normal: ['idle'] }, ['normal', 'report', 'report', 'tune', 'report']],
    ['for tuning, which train nothing', { tune: ['worn'] }, ['normal', 'normal', 'tune', 'report', 'report']],
    ['of both kinds', { normal: ['idle', 'running'], tune: ['worn'] }, ['normal', 'normal', 'tune', 'report', 'report']],
  ])('have their role %s', (_, labels, roles) => {
    expect(rolesOf(labels)).toEqual(roles);
  });

  it.each([
    ['a label that is both', { normal: ['worn'], tune: ['worn'] }, 'names it as well'],
    ['a normal label without windows on the train side', { normal: ['loose'] }, 'no window of the train side'],
    ['a label for tuning that only the test side may have', { tune: ['broken'] }, 'no window of the train or validation side'],
    ['a label that is mistyped', { normal: ['idel'] }, 'did you mean "idle"'],
  ])('are refused: %s', (_, labels, text) => {
    const check = () => checkAnomalyLabels('odd', labels, SIDES);
    expect(check).toThrow(expect.objectContaining({ code: 'IMP_ANOMALY_LABEL' }));
    try {
      check();
    } catch (error) {
      const { message, fix } = error as { message: string; fix: string };
      expect(`${message} ${fix}`).toContain(text);
    }
  });

  it('are taken where all have windows', () => {
    expect(() => checkAnomalyLabels('odd', { normal: ['idle'], tune: ['loose', 'worn'] }, SIDES)).not.toThrow();
  });
});
