import { readCbor } from './cbor';
import { readCsv } from './csv';
import type { Format } from './format';
import { readJson } from './json';
import { readWav } from './wav';

/** Every file format of recordings. A row is the only registration. */
export const FORMATS: readonly Format[] = [
  { id: 'wav', extensions: ['.wav', '.wave'], read: readWav },
  { id: 'csv', extensions: ['.csv', '.tsv', '.txt'], read: readCsv },
  { id: 'json', extensions: ['.json'], read: readJson },
  { id: 'cbor', extensions: ['.cbor'], read: readCbor },
];
