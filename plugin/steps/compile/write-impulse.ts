import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emitHost } from '../../compiler/emit/emit-host';
import { emitImpulse, type EmittedImpulse } from '../../compiler/emit/emit-impulse';
import type { ImpulseSpec } from '../../compiler/emit/impulse-spec';

/** Writes the generated sources flat into `folder`, and the table that the host build needs into `host`. */
export function writeImpulse(spec: ImpulseSpec, folder: string, host: string): EmittedImpulse {
  const emitted = emitImpulse(spec);
  mkdirSync(folder, { recursive: true });
  mkdirSync(host, { recursive: true });
  for (const [name, text] of Object.entries(emitted.files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(host, 'host.cpp'), emitHost(spec));
  return emitted;
}
