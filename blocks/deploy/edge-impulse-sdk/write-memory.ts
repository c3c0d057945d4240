import type { SdkImpulse } from './describe-impulse';

/**
 * In front of `placement.h`, which every generated source includes: the SDK's own switches say where memory comes from.
 * @param placement `placement.h` of the runtime
 */
export function followSdkSwitches(placement: string): string {
  return `/* Memory is of the SDK's heap, or with EI_CLASSIFIER_ALLOCATION_STATIC static, where EI_TENSOR_ARENA_LOCATION says. */
#if !defined(EI_CLASSIFIER_ALLOCATION_STATIC)
#ifndef IMPULSE_ARENA_SUPPLIED
#define IMPULSE_ARENA_SUPPLIED
#endif
#elif defined(EI_TENSOR_ARENA_LOCATION) && !defined(IMPULSE_ARENA)
#define IMPULSE_SECTION(name) IMPULSE_SECTION_TEXT(name)
#define IMPULSE_SECTION_TEXT(name) #name
#define IMPULSE_ARENA __attribute__((section(IMPULSE_SECTION(EI_TENSOR_ARENA_LOCATION))))
#endif

${placement}`;
}

/** Of `<impulse>_sdk.h`: who holds the memory of DSP and models, and how long. */
export function declareTaking({ prefix, macro }: SdkImpulse): string {
  return `/* Scratch of DSP, features and arenas, where they come from the SDK's heap: a window holds them from its first DSP block to its
 * decision, a stream from its first slice to run_classifier_deinit(). false: there is no memory. */
enum { ${macro}_HELD_BY_WINDOW = 1, ${macro}_HELD_BY_STREAM = 2 };
bool take_${prefix}_memory(uint32_t holder);
void release_${prefix}_memory(uint32_t holder);
`;
}

/** Of `<impulse>_sdk.cpp`. After an error a window keeps its memory: the next one finds it. */
export function writeTaking({ prefix, macro }: SdkImpulse): string {
  return `#ifdef IMPULSE_ARENA_SUPPLIED
struct HeldMemory {
  unsigned char *bytes;
  uint32_t holders;
};

static bool take_memory(HeldMemory *memory, size_t size, uint32_t holder, unsigned char **place) {
  if (memory->bytes == nullptr) memory->bytes = static_cast<unsigned char *>(ei_aligned_calloc(16, size));
  if (memory->bytes == nullptr) return false;
  memory->holders |= holder;
  *place = memory->bytes;
  return true;
}

static void release_memory(HeldMemory *memory, uint32_t holder) {
  memory->holders &= ~holder;
  if (memory->holders != 0 || memory->bytes == nullptr) return;
  ei_aligned_free(memory->bytes);
  memory->bytes = nullptr;
}

static HeldMemory ${prefix}_held;
#ifdef ${macro}_STREAM_MEMORY_BYTES
static HeldMemory ${prefix}_held_by_stream; /* a stream of this impulse works in a buffer of its own */
#endif

bool take_${prefix}_memory(uint32_t holder) {
#ifdef ${macro}_STREAM_MEMORY_BYTES
  if (holder == ${macro}_HELD_BY_STREAM)
    return take_memory(&${prefix}_held_by_stream, ${macro}_STREAM_MEMORY_BYTES, holder, &${prefix}_stream_memory);
#endif
  return take_memory(&${prefix}_held, ${macro}_MEMORY_BYTES, holder, &${prefix}_memory);
}

void release_${prefix}_memory(uint32_t holder) {
#ifdef ${macro}_STREAM_MEMORY_BYTES
  release_memory(&${prefix}_held_by_stream, holder);
#endif
  release_memory(&${prefix}_held, holder);
}
#else
bool take_${prefix}_memory(uint32_t) { return true; }

void release_${prefix}_memory(uint32_t) {}
#endif

`;
}
