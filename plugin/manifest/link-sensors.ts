import type { Source } from '../../schemas/impulse';
import { checkReaderOptions } from './check-reader-options';
import type { ErrorCollector } from './error-collector';
import type { SensorFiles } from './manifest';

/**
 * The sensors of a source whose recordings are several files.
 *
 * @param axes names in `input.axes`: each belongs to one sensor. Undefined where those are broken.
 */
export function linkSensors(
  source: Source, axes: readonly string[] | undefined, path: readonly string[], errors: ErrorCollector,
): SensorFiles[] {
  const written = Object.entries(source.sensors ?? {});
  const found = written.flatMap(([, sensor]) => sensor.axes ?? []);
  const isWhole = axes === undefined || (found.length === axes.length && axes.every((axis) => found.includes(axis)));
  const place = [...path, 'sensors'];
  if (!isWhole) errors.report('IMP_SENSOR_AXES', { found: found.join(', '), wanted: axes.join(', ') }, place, 'key');
  if (source.block !== undefined) errors.report('IMP_PARAMETER_IDLE', { key: 'sensors', condition: '"path" is given' }, place, 'key');
  return written.map(([name, { file, axes: own, ...params }]) => {
    checkReaderOptions({ ...params, path: file } as Source, own, [...place, name], errors);
    return { name, file, axes: own, params };
  });
}
