// SPDX-License-Identifier: Apache-2.0
// Where a firmware puts the arena, the constants and the hot code: define these macros on the compiler's command line, for example
// -DIMPULSE_ARENA='__attribute__((section(".dtcm")))', and give the section a memory in the linker script. The arena is written before it
// is read, so that its section needs no start-up code: it may be NOLOAD.
//
// With -DIMPULSE_ARENA_SUPPLIED the buffer of an impulse is a pointer of the same name, and the firmware sets it: to memory of a heap, or one
// that several impulses use in turns. The impulse's header says how much it takes.
//
// GCC (12, for one) ignores a section that is asked for a template, and kernels are templates: there the linker script places them by
// name, compiled with -ffunction-sections: *(.text.*impulse_nn*). clang takes IMPULSE_FAST_CODE.
#ifndef IMPULSE_NN_PLACEMENT_H
#define IMPULSE_NN_PLACEMENT_H

#ifndef IMPULSE_ARENA
#define IMPULSE_ARENA
#endif
#ifndef IMPULSE_CONST
#define IMPULSE_CONST
#endif
#ifndef IMPULSE_FAST_CODE
#define IMPULSE_FAST_CODE
#endif

// A kernel stands by itself, so that layers of one shape share its code and none lengthens its neighbours' register lives.
#if defined(__GNUC__)
#define IMPULSE_KERNEL IMPULSE_FAST_CODE __attribute__((noinline))
#else
#define IMPULSE_KERNEL IMPULSE_FAST_CODE
#endif

// A part of a loop that must not become a call, though it stands there more than once.
#if defined(__GNUC__)
#define IMPULSE_INLINE inline __attribute__((always_inline))
#else
#define IMPULSE_INLINE inline
#endif

// A function of nothing but assembly, in arch/: `used` keeps the compiler from dropping arguments that it sees no use of.
#if defined(__GNUC__)
#define IMPULSE_ASSEMBLY IMPULSE_FAST_CODE inline __attribute__((naked, noinline, used))
#endif

#endif  // IMPULSE_NN_PLACEMENT_H
