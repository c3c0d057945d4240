/** Rooms from left to right: each imports at run time only from its own rank and from what stands to its left. */
const RANKS: readonly (readonly string[])[] = [
  ['schemas', 'errors', 'paths', 'files', 'network'],
  ['compiler'],
  ['manifest'],
  ['data', 'native', 'setup'],
  ['learn', 'estimate'],
  ['steps', 'blocks'],
  ['graph'],
  ['runners'],
  ['workbench'],
  ['nx', 'cli'],
];

/** The files in the top folder of `plugin/`, by the room that they belong to. */
const LOOSE_FILES: Record<string, string> = {
  'plugin/errors.ts': 'errors',
  'plugin/did-you-mean.ts': 'errors',
  'plugin/frame-errors.ts': 'errors',
  'plugin/paths.ts': 'paths',
  'plugin/native.ts': 'native',
  'plugin/cli.ts': 'cli',
  'plugin/index.ts': 'nx',
};

/** The room of a product file, or undefined where no room is known. */
export function roomOf(file: string): string | undefined {
  if (LOOSE_FILES[file]) return LOOSE_FILES[file];
  const [top, second] = file.split('/');
  return top === 'plugin' ? second : top;
}

export function rankOf(room: string | undefined): number {
  return RANKS.findIndex((rooms) => rooms.includes(room ?? ''));
}

/** The one file (or folder) that may load a package, and how: everybody else takes it as an argument or not at all. */
export const SOLE_IMPORTERS: Record<string, string> = {
  '@cornerstonejs/': 'plugin/data/formats/jpeg.ts',
  '@nx/devkit': 'plugin/nx/',
  '@tensorflow/': 'plugin/learn/tensorflow.ts',
  ajv: 'schemas/compile-schema.ts',
  aws4fetch: 'plugin/network/sign-request.ts',
  'cbor-x': 'plugin/data/formats/cbor.ts',
  hyparquet: 'plugin/data/formats/parquet',
  pngjs: 'plugin/data/formats/png.ts',
  dockerode: 'plugin/runners/engines/docker/connect.ts',
  yaml: 'plugin/manifest/',
};

/** What planning may load: the Nx daemon plans at every change of a file. */
export const LIGHT_PACKAGES = ['ajv', 'yaml'];
