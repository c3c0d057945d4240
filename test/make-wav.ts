/** Bytes of a wav file for tests: interleaved values, PCM of `bits` or, with `float`, IEEE float. */
export function makeWav(values: ArrayLike<number>, { hz = 16000, channels = 1, bits = 16, float = false } = {}): Buffer {
  const data = Buffer.alloc((values.length * bits) / 8);
  for (let i = 0; i < values.length; i++) {
    const at = (i * bits) / 8;
    if (float && bits === 64) data.writeDoubleLE(values[i], at);
    else if (float && bits === 32) data.writeFloatLE(values[i], at);
    else if (bits === 8) data[at] = values[i];
    else data.writeIntLE(values[i], at, bits / 8);
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(float ? 3 : 1, 20);
  head.writeUInt16LE(channels, 22);
  head.writeUInt32LE(hz, 24);
  head.writeUInt32LE((hz * channels * bits) / 8, 28);
  head.writeUInt16LE((channels * bits) / 8, 32);
  head.writeUInt16LE(bits, 34);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}
