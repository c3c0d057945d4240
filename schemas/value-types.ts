/** Raw values as a sensor delivers them: pixels, sound, everything else. What C++ calls them, and what holds them here. */
export const VALUE_TYPES = {
  uint8: { type: 'uint8_t', dtype: 'IMPULSE_UINT8', bytes: 1, Array: Uint8Array },
  int16: { type: 'int16_t', dtype: 'IMPULSE_INT16', bytes: 2, Array: Int16Array },
  float32: { type: 'float', dtype: 'IMPULSE_FLOAT32', bytes: 4, Array: Float32Array },
} as const;

/** A type of raw values. */
export type ValueType = keyof typeof VALUE_TYPES;

/** Raw values in memory, in the type that their dataset has. */
export type RawValues = Uint8Array | Int16Array | Float32Array;

/** Room for `count` values, all 0. */
export function makeValues(dtype: ValueType, count: number): RawValues {
  return new VALUE_TYPES[dtype].Array(count);
}

/** The type whose values an array holds. */
export function valueTypeOf(values: RawValues): ValueType {
  return values instanceof Uint8Array ? 'uint8' : values instanceof Int16Array ? 'int16' : 'float32';
}
