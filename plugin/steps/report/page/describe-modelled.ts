import { formatMicrojoules, formatMs } from '../format-figures';
import type { Costs } from '../report';

/** `with flash 92.1 ms, 2.78 mJ (modelled)`: what no measurement stands behind; empty where the target has no such figures. */
export function describeModelled({ withFlashMs, energyMicrojoules }: Costs): string {
  const figures = [
    withFlashMs !== undefined && `with flash ${formatMs(withFlashMs)}`,
    energyMicrojoules !== undefined && formatMicrojoules(energyMicrojoules),
  ].filter((figure) => figure !== false);
  return figures.length > 0 ? `${figures.join(', ')} (modelled)` : '';
}
