/**
 * The buffer that an impulse works in, as C++: an array, or with `IMPULSE_ARENA_SUPPLIED` a pointer that the firmware sets. An offset added
 * to its name is an address in both.
 */

/** What every generated file but the one with the definition says of it. `placement.h` comes before. @param symbol its C symbol */
export function declareMemory(symbol: string): string {
  return `#ifdef IMPULSE_ARENA_SUPPLIED
extern "C" unsigned char *${symbol};
#else
extern "C" unsigned char ${symbol}[];
#endif
`;
}

/** The definition. @param bytes what the plan of the memory takes */
export function defineMemory(symbol: string, bytes: number): string {
  return `extern "C" {
#ifdef IMPULSE_ARENA_SUPPLIED
unsigned char *${symbol};
#else
alignas(16) IMPULSE_ARENA unsigned char ${symbol}[${memoryBytes(bytes)}];
#endif
}
`;
}

/** What the public header says of a buffer that the firmware supplies. @param use when it has to be there */
export function declareSuppliedMemory(symbol: string, bytes: number, use: string): string {
  return `#define ${symbol.toUpperCase()}_BYTES ${memoryBytes(bytes)} /* ${use} */
#ifdef IMPULSE_ARENA_SUPPLIED
extern unsigned char *${symbol}; /* aligned to 16; set it before the first call, and only between two windows anew */
#endif
`;
}

/** An array has at least one step of its alignment, so that its address is its own. */
function memoryBytes(bytes: number): number {
  return Math.max(bytes, 16);
}
