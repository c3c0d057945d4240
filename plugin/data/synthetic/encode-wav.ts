/** Bytes of a 16-bit PCM wav file. Values are interleaved when there are several channels. */
export function encodeWav(values: Int16Array, frequencyHz: number, channels = 1): Buffer {
  const bytes = Buffer.alloc(44 + values.length * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + values.length * 2, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(channels, 22);
  bytes.writeUInt32LE(frequencyHz, 24);
  bytes.writeUInt32LE(frequencyHz * channels * 2, 28);
  bytes.writeUInt16LE(channels * 2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(values.length * 2, 40);
  values.forEach((value, index) => bytes.writeInt16LE(value, 44 + index * 2));
  return bytes;
}
