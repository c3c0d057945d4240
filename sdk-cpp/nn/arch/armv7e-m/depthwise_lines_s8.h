// SPDX-License-Identifier: Apache-2.0
#ifndef IMPULSE_NN_DEPTHWISE_LINES_S8_H
#define IMPULSE_NN_DEPTHWISE_LINES_S8_H

#include "depthwise_line_s8.h"
#include "issue_order.h"

namespace impulse_nn {

#if !defined(__clang__) && defined(__OPTIMIZE__) && defined(__ARM_FP)

/// A layer as data in flash, seen along the direction in which its window slides: depthwise_line has the meaning of each.
struct sliding_layer {
  int32_t channels, along, across;
  int32_t line_step, output_across;  // bytes from a line of the output to the next one: of the input, and of the output
  int32_t line_turn, output_turn;    // the same from where slide_run ends a line
  int32_t last_inside;               // position of the last window that lies inside the image across
  int32_t inside;                    // 2 * (outputs of a line whose last column lies inside the image - 1), and 1 where one more follows
  int8_t pad;                        // columns outside the image before the first
  int8_t across_stride;
  int8_t input_zero_point, output_zero_point;
};

/// sliding_layer of constants, as slide_lines_s8 takes it.
template <class Op, class Line, bool in_place>
struct layer_of_line {
  static constexpr int32_t inside = Line::length - 2 + Line::pad, has_last = inside < Line::outputs ? 1 : 0,
                           line_step = Line::across_stride * Line::across,
                           // columns that slide_run goes by in a line, from the one it begins with
                           walked = inside + 1 + (in_place ? 0 : has_last);

  /// The layer.
  static constexpr sliding_layer make() {
    return {Op::input_depth, Line::along, Line::across, line_step, Line::output_across, line_step - walked * Line::along,
            Line::output_across - line_step, Line::across_length - 3,
            2 * (inside - 1) + has_last, static_cast<int8_t>(Line::pad), static_cast<int8_t>(Line::across_stride),
            static_cast<int8_t>(Op::input_zero_point), static_cast<int8_t>(Op::output_zero_point)};
  }
};

/// What slide_run works on, in the order in which it loads its registers.
struct slide_state {
  const int8_t *input;    // the first value across of the first column inside the image; in place, the second one
  int32_t walker;         // bytes from a column to the next one; in place, where the line before is saved
  int32_t across;         // from a value across to the next one; in place, from the second to the third
  int32_t write;          // from the column that is read next to the output
  int16_pair a, b, c, ba_third, c_third;  // as depthwise_filter has them, but twice the weights, as requantize_doubled wants its sums
  // from here on in registers of the FPU
  int32_t first;          // what the first output of a line sums before its first column inside
  int32_t bias, multiplier, half;
  int32_t behind;         // column c of the last output, where it lies outside
  int32_t inside, line_turn, output_turn;  // as sliding_layer has them; in place, where the line before is saved
  int32_t lines;
};

/// Reads the filter of a channel for a line at whose edge a value across lies outside: that value loses its weights and the zero point that
/// the bias holds for it. In place something else is read there, what was saved or the value beside; else the weights of the other two values
/// move on to those that are.
template <bool in_place>
inline void read_line_filter(const sliding_layer &layer, depthwise_edge edge, const int8_t *filter, const int32_t *channel,
                             slide_state &state) {
  const uint32_t zero_point = static_cast<uint32_t>(static_cast<int32_t>(layer.input_zero_point)) & 0xffffu;
  const int16_pair outside = zero_point | (zero_point << 16);
  depthwise_filter f = read_depthwise_filter<0, depthwise_inside>(filter, channel);
  const uint32_t shift = f.c_third & 0xffffu;
  if (edge == depthwise_first_outside) {
    f.bias = dual_mac(f.a, zero_point, dual_mac(f.b, zero_point, dual_mac(f.c, zero_point, f.bias)));
    if (in_place) {
      f.a &= 0xffff0000u;
      f.b &= 0xffff0000u;
      f.c &= 0xffff0000u;
    } else {
      f.a = pack_high(f.a, f.ba_third);
      f.b = (f.b >> 16) | (f.ba_third << 16);
      f.c = pack_high(f.c, f.c_third);
      f.ba_third = 0;
      f.c_third = shift;
    }
  }
  if (edge == depthwise_third_outside) {
    f.bias = mac_low_high(zero_point, f.c_third, dual_mac(f.ba_third, outside, f.bias));
    f.ba_third = 0;
    f.c_third = shift;
    if (!in_place) {
      f.ba_third = pack_high(f.b, f.a);
      f.c_third |= f.c & 0xffff0000u;
      f.a <<= 16;
      f.b <<= 16;
      f.c <<= 16;
    }
  }
  state.first = 2 * mac_low_high(zero_point, f.ba_third, dual_mac(f.a, outside, f.bias));
  state.behind = 2 * mac_low_high(zero_point, f.c_third, dual_mac(f.c, outside, 0));
  state.bias = 2 * f.bias;
  state.a = add_halves(f.a, f.a);
  state.b = add_halves(f.b, f.b);
  state.c = add_halves(f.c, f.c);
  state.ba_third = add_halves(f.ba_third, f.ba_third);
  state.c_third = f.c_third + (f.c_third & 0xffff0000u);
}

// r1: the next column, r2: bytes to the one behind it, or what is saved in place, r3: bytes across, r4: the output, r5 to r9: the filter,
// r12 and lr: sums that wait; r0, r10 and r11 are free.
#define IMPULSE_LOAD_STATE \
  "ldmia r0!, {r1, r2, r3, r4, r5, r6, r7, r8, r9}\n\t" \
  "vldmia r0, {s0, s1, s2, s3, s4, s5, s6, s7, s8}\n\t"

// r10, twice a sum, becomes an output; the multiplier is in r0.
#define IMPULSE_REQUANTIZE_LINE \
  ".macro impulse_requantize\n\t" \
  "vmov r11, s3\n\t" \
  ".if %c[form] & 1\n\t" \
  "smmlar r10, r10, r0, r11\n\t" \
  ".else\n\t" \
  "smmulr r10, r10, r0\n\t" \
  "add r10, r10, r10, asr #31\n\t" \
  "adds r10, r10, r11\n\t" \
  ".endif\n\t" \
  "asrs r10, r10, r9\n\t" \
  "ssat r10, #8, r10\n\t" \
  ".endm\n\t"

// The next line, until none is left.
#define IMPULSE_NEXT_LINE \
  "vmov r0, s8\n\t" \
  "vmov r10, s6\n\t" \
  "subs r0, r0, #1\n\t" \
  "vmov s8, r0\n\t" \
  "add r1, r1, r10\n\t" \
  "bne 7b\n\t"

// A compiler takes the lines of a block for its length, and from that how far off constants may be: macros write so many more.
#define IMPULSE_MORE_LINES \
  "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n" \
  "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n"

/// One channel along some lines of the output that share a filter, from the second column of each on where its first one lies outside.
///
/// A column is multiplied when it is read, for all three outputs that it is part of: what waits is sums, so that nothing has to change its
/// register from one output to the next. Constants wait in registers of the FPU: fourteen others are all there are.
template <bool cuts, bool in_place>
IMPULSE_INLINE void slide_run(const slide_state &from) {
  constexpr int32_t form = (cuts ? 1 : 0) + (in_place ? 2 : 0);
  register const slide_state *state __asm__("r0") = &from;
  __asm__ volatile(
      IMPULSE_LOAD_STATE
      // r0: values 0 and 1 of the next column, r11: value 2
      ".macro impulse_column\n\t"
      ".if %c[form] & 2\n\t"
      "ldrsb r0, [r2]\n\t"
      "ldrsb r10, [r1]\n\t"
      "ldrsb r11, [r1, r3]\n\t"
      "strb r10, [r2], #1\n\t"
      ".else\n\t"
      "ldrsb r0, [r1]\n\t"
      "ldrsb r10, [r1, r3]\n\t"
      "ldrsb r11, [r1, r3, lsl #1]\n\t"
      "add r1, r1, r2\n\t"
      ".endif\n\t"
      "pkhbt r0, r0, r10, lsl #16\n\t"
      ".endm\n\t"
      // what the column adds to the two outputs that wait for more
      ".macro impulse_wait\n\t"
      "smlad lr, r0, r6, r12\n\t"
      "vmov r12, s1\n\t"
      "smlabb lr, r11, r8, lr\n\t"
      "smlad r12, r0, r5, r12\n\t"
      "smlabt r12, r11, r8, r12\n\t"
      ".endm\n\t"
      IMPULSE_REQUANTIZE_LINE
      // a Cortex-M7 takes a VMOV beside a product
      ".macro impulse_output\n\t"
      "impulse_column\n\t"
      "smlad r10, r0, r7, lr\n\t"
      "smlad lr, r0, r6, r12\n\t"
      "vmov r12, s1\n\t"
      "smlabt r10, r11, r9, r10\n\t"
      "smlad r12, r0, r5, r12\n\t"
      "vmov r0, s2\n\t"
      "smlabb lr, r11, r8, lr\n\t"
      "smlabt r12, r11, r8, r12\n\t"
      "impulse_requantize\n\t"
      "strb r10, [r1, r4]\n\t"
      ".if %c[form] & 2\n\t"
      "subs r1, r1, r4\n\t"
      ".endif\n\t"
      ".endm\n\t"
      "7:\n\t"
      "vmov r12, s0\n\t"
      "impulse_column\n\t"
      "impulse_wait\n\t"
      ".if %c[form] & 2\n\t"
      "subs r1, r1, r4\n\t"
      ".endif\n\t"
      // four outputs a turn, the first turn cut short
      "vmov r0, s5\n\t"
      "vmov s9, r0\n\t"
      "lsls r0, r0, #30\n\t"
      "bcs 5f\n\t"
      "bpl 4f\n\t"
      "b 3f\n\t"
      "5:\n\t"
      "bpl 2f\n\t"
      "1:\n\t"
      "impulse_output\n\t"
      "2:\n\t"
      "impulse_output\n\t"
      "3:\n\t"
      "impulse_output\n\t"
      "4:\n\t"
      "impulse_output\n\t"
      "vmov r0, s9\n\t"
      "subs r0, r0, #8\n\t"
      "vmov s9, r0\n\t"
      "bpl 1b\n\t"
      "lsls r0, r0, #31\n\t"
      "beq 6f\n\t"
      "vmov r10, s4\n\t"
      "vmov r0, s2\n\t"
      "add r10, r10, lr\n\t"
      ".if !(%c[form] & 2)\n\t"
      "add r1, r1, r2\n\t"
      ".endif\n\t"
      "impulse_requantize\n\t"
      "strb r10, [r1, r4]\n\t"
      "6:\n\t"
      ".if %c[form] & 2\n\t"
      "vmov r2, s7\n\t"
      ".else\n\t"
      "vmov r10, s7\n\t"
      "add r4, r4, r10\n\t"
      ".endif\n\t"
      IMPULSE_NEXT_LINE
      ".purgem impulse_column\n\t"
      ".purgem impulse_wait\n\t"
      ".purgem impulse_requantize\n\t"
      ".purgem impulse_output\n\t" IMPULSE_MORE_LINES
      : "+r"(state)
      : [form] "i"(form)
      : "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "lr", "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7",
        "s8", "s9", "cc", "memory");
}

#undef IMPULSE_LOAD_STATE
#undef IMPULSE_REQUANTIZE_LINE
#undef IMPULSE_NEXT_LINE
#undef IMPULSE_MORE_LINES

/// Some lines of an image's output, all channels of them: the code that all layers share whose output has the whole range of int8.
/// @param middle    the first channel of the values that the first of the lines has in the middle of its window, which are always inside
/// @param position  of that line across the image
/// @param output    where the first of the lines is written
/// @param saved     in place: as depthwise_3x3_packed_s8 takes it
template <bool cuts, bool in_place>
IMPULSE_KERNEL void slide_lines_s8(const sliding_layer &layer, const int8_t *middle, int32_t position, int32_t lines, const int8_t *filter,
                                   const int32_t *channels, int8_t *output, int8_t *saved) {
  const int32_t *const end = channels + 2 * layer.channels;
  const int32_t saved_at = static_cast<int32_t>(reinterpret_cast<intptr_t>(saved));
  slide_state state;
  state.walker = in_place ? saved_at : layer.along;
  state.inside = layer.inside;
  state.line_turn = layer.line_turn;
  state.output_turn = in_place ? saved_at : layer.output_turn;
  for (; channels != end; channels += 2, filter += 12, ++middle, ++output) {
    state.multiplier = channels[1];
    state.half = static_cast<int32_t>(static_cast<uint32_t>(2 * layer.output_zero_point + 1) << filter[8]) >> 1;
    const int8_t *column = middle;
    int8_t *target = output;
    int32_t at = position, run;
    for (int32_t left = lines; left > 0; left -= run) {
      run = 1;
      depthwise_edge edge = at < 0 ? depthwise_first_outside : depthwise_third_outside;
      if (at >= 0 && at <= layer.last_inside) {
        edge = depthwise_inside;
        const int32_t inside = ((layer.last_inside - at) >> (layer.across_stride - 1)) + 1;
        if (in_place || layer.pad != 0) run = inside < left ? inside : left;
      }
      read_line_filter<in_place>(layer, edge, filter, channels, state);
      state.lines = run;
      const int8_t *start = column;
      state.across = layer.across;
      if (in_place) {
        if (edge == depthwise_third_outside) state.across = 0;
      } else {
        if (edge != depthwise_first_outside) start -= layer.across;
        if (edge == depthwise_third_outside) start -= layer.across;
        if (layer.pad == 0) {
          const int16_pair pair = pack_low(static_cast<uint32_t>(start[0]), static_cast<uint32_t>(start[layer.across]));
          state.first = mac_low_high(static_cast<uint32_t>(start[2 * layer.across]), state.ba_third, dual_mac(pair, state.a, state.bias));
          start += layer.along;
        }
      }
      state.input = start;
      // in place, an output lies where its middle column was
      state.write = in_place ? -layer.along : static_cast<int32_t>(target - start) - 2 * layer.along;
      slide_run<cuts, in_place>(state);
      column += run * layer.line_step;
      target += run * layer.output_across;
      at += run * layer.across_stride;
    }
  }
}

/// Lines of one layer.
/// @tparam by_assembly  by slide_lines_s8, else by separate_lines
template <class Op, class Line, bool in_place, bool by_assembly>
struct chosen_lines : separate_lines<Op, Line> {};

/// By assembly.
template <class Op, class Line, bool in_place>
struct chosen_lines<Op, Line, in_place, true> {
  /// As separate_lines has it.
  template <bool>
  static IMPULSE_INLINE void convolve(const int8_t *input, int32_t group, int32_t lines, const int8_t *filter, const int32_t *channels,
                                      int8_t *output, int8_t *saved) {
    static constexpr sliding_layer layer = layer_of_line<Op, Line, in_place>::make();
    const int32_t position = group * Line::across_stride - Line::across_pad;
    slide_lines_s8<Op::activation_min == Op::output_zero_point, in_place>(layer, input + (position + 1) * Line::across, position, lines,
                                                                          filter, channels, output + group * Line::output_across, saved);
  }
};

/// Whether slide_lines_s8 has what a layer needs: the whole range, and columns as far apart in the output as in the input.
template <class Op, class Line>
struct slides_by_assembly {
  static constexpr bool value =
      Op::activation_min == -128 && Op::activation_max == 127 && Line::stride == 1 && Line::along == Line::output_along;
};

/// Fewer outputs of a channel are done faster in place by code of their own: a filter for each edge costs more than the lines save.
constexpr int32_t fewest_in_place = 200;

/// depthwise_lines_s8.h by assembly, for the layers that slides_by_assembly says, else by separate_lines.
template <class Op, class Line, bool by_assembly = slides_by_assembly<Op, Line>::value>
struct depthwise_lines : separate_lines<Op, Line> {};

/// By assembly. Rows of a fused layer are too short for it.
template <class Op, class Line>
struct depthwise_lines<Op, Line, true> {
  /// As separate_lines has it.
  static constexpr bool is_shared = true;

  /// As separate_lines has it. A Cortex-M7 does more beside each other in code of one layer.
  template <bool in_place>
  static IMPULSE_INLINE void convolve(const int8_t *input, int32_t group, int32_t lines, const int8_t *filter, const int32_t *channels,
                                      int8_t *output, int8_t *saved) {
    constexpr bool is_long = !in_place || Line::outputs * Line::lines >= fewest_in_place;
    typedef chosen_lines<Op, Line, in_place, (is_long && !IMPULSE_DUAL_ISSUE)> Lines;
    Lines::template convolve<in_place>(input, group, lines, filter, channels, output, saved);
  }

  /// As separate_lines has it.
  static IMPULSE_INLINE void convolve_shared(const int8_t *input, const int8_t *filter, const int32_t *channels, int8_t *output) {
    chosen_lines<Op, Line, false, true>::template convolve<false>(input, 0, Line::lines, filter, channels, output, nullptr);
  }

  /// As separate_lines has it.
  static IMPULSE_INLINE void convolve_row(const int8_t *rows, int32_t top, const int8_t *filter, const int32_t *channels, int8_t *output) {
    separate_lines<Op, Line>::convolve_row(rows, top, filter, channels, output);
  }
};

#else

/// depthwise_lines_s8.h by single instructions: clang, gcc without optimisation, and a core without an FPU lack registers for the above.
template <class Op, class Line>
struct depthwise_lines : separate_lines<Op, Line> {};

#endif

}  // namespace impulse_nn

#endif  // IMPULSE_NN_DEPTHWISE_LINES_S8_H
