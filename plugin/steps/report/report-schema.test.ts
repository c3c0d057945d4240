import { describe, expect, test } from 'vitest';
import { schemaValidator } from '../../../schemas/validate';
import { sampleReport } from '../../../test/browser/sample-report';

/** As written to `report.json`: without members that are undefined. */
const written = (report: unknown) => JSON.parse(JSON.stringify(report));

describe('report.schema.json', () => {
  test('accepts a report with every part', () => {
    expect(schemaValidator('report')(written(sampleReport()))).toEqual([]);
  });

  test('refuses a share above 1 and a member that it does not know', () => {
    const report = written(sampleReport());
    report.models[0].accuracy.int8.test = 92.4;
    report.targets[0].ram = 1;
    expect(schemaValidator('report')(report).map(({ keyword }) => keyword).sort()).toEqual(['additionalProperties', 'maximum']);
  });
});
