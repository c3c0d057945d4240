import { readCbor } from './cbor';
import { readCsv } from './csv';
import type { Format } from './format';
import { readJpeg } from './jpeg';
import { readJson } from './json';
import { readParquet } from './parquet';
import { readPng } from './png';
import { readWav } from './wav';

/** Every file format of recordings. A row registers it; CONTRIBUTING.md says where its name is told. */
export const FORMATS: readonly Format[] = [
  { id: 'wav', extensions: ['.wav', '.wave'], read: readWav },
  { id: 'csv', extensions: ['.csv', '.tsv', '.txt'], read: readCsv },
  { id: 'json', extensions: ['.json'], read: readJson },
  { id: 'cbor', extensions: ['.cbor'], read: readCbor },
  { id: 'parquet', extensions: ['.parquet'], read: readParquet },
  { id: 'png', extensions: ['.png'], read: readPng },
  { id: 'jpeg', extensions: ['.jpg', '.jpeg'], read: readJpeg },
];
