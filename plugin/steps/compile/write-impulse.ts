import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emitHost } from '../../compiler/emit/emit-host';
import { emitImpulse, type EmittedImpulse } from '../../compiler/emit/emit-impulse';
import { emitSupplied, suppliedBlocks } from '../../compiler/emit/emit-supplied';
import type { ImpulseSpec } from '../../compiler/emit/impulse-spec';

/** Writes the generated sources flat into `folder`, and what the host build needs beside them into `host`. */
export function writeImpulse(spec: ImpulseSpec, folder: string, host: string): EmittedImpulse {
  const emitted = emitImpulse(spec);
  mkdirSync(folder, { recursive: true });
  mkdirSync(host, { recursive: true });
  for (const [name, text] of Object.entries(emitted.files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(host, 'host.cpp'), emitHost(spec));
  if (suppliedBlocks(spec).length > 0) writeFileSync(join(host, 'supplied.cpp'), emitSupplied(spec));
  return emitted;
}
