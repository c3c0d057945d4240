declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  /** A picture in the memory of the codec: `delete` it. Errors are thrown as numbers. */
  export interface JPEGDecoder {
    /** Room for the file. */
    getEncodedBuffer(bytes: number): Uint8Array;
    decode(): void;
    getFrameInfo(): { width: number; height: number; componentCount: number };
    /** Interleaved; a view that the next call may move. */
    getDecodedBuffer(): Uint8Array | Uint8ClampedArray;
    delete(): void;
  }

  export default function loadCodec(): Promise<{ JPEGDecoder: new () => JPEGDecoder }>;
}
