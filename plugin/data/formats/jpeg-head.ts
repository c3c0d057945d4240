/** What stands in the frame header of a JPEG. */
export interface JpegHead {
  /** In pixels. */
  width: number;
  height: number;
  components: number;
}

/** Marker segments that hold a frame header: baseline, progressive and so on; the others of this range hold tables. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Reads the frame header without unpacking anything. @throws Error where there is none */
export function readJpegHead(bytes: Buffer): JpegHead {
  if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) throw new Error('it does not begin like one');
  for (let at = 2; at + 10 <= bytes.length;) {
    if (bytes[at] !== 0xff) throw new Error(`byte ${at} is no marker`);
    const marker = bytes[at + 1];
    if (isFrame(marker)) return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5), components: bytes[at + 9] };
    // A marker may be filled up with 0xff.
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  throw new Error('it ends before its frame');
}
