import { compileSchema, readSchema } from '../schemas/validate';

const { $defs } = readSchema('metrics');

/** What `metrics.schema.json` has against the metrics of a step, as they are written. */
export function metricsProblems(step: string, metrics: unknown): string[] {
  const written = JSON.parse(JSON.stringify(metrics));
  return compileSchema({ $ref: `#/$defs/${step}`, $defs })(written).map(({ path, message }) => `${path.join('/')} ${message}`);
}
