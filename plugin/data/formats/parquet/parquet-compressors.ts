import { type Compressors, snappyUncompress } from 'hyparquet';
import * as zlib from 'node:zlib';

/** From Node 22.15 on. */
const { zstdDecompressSync } = zlib as unknown as { zstdDecompressSync?: typeof zlib.gunzipSync };

/** A page that unpacks to more than its header says is refused while it does. */
const upTo = (size: number): { maxOutputLength: number } => ({ maxOutputLength: Math.max(1, size) });

/** Node has these itself; Snappy comes with the reader. */
export const PARQUET_COMPRESSORS: Compressors = {
  SNAPPY(bytes, size) {
    const page = new Uint8Array(size);
    snappyUncompress(bytes, page);
    return page;
  },
  GZIP: (bytes, size) => zlib.gunzipSync(bytes, upTo(size)),
  BROTLI: (bytes, size) => zlib.brotliDecompressSync(bytes, upTo(size)),
  ...(zstdDecompressSync ? { ZSTD: (bytes, size) => zstdDecompressSync(bytes, upTo(size)) } : {}),
};
