/** Places of an image that hold the address of a function, as data or as a literal of code -> the function. */
export type TakenAddresses = Map<number, number>;

/** What is no pointer that a program calls by: debug information, unwinding. */
const ELSEWHERE = /^\.rel(a)?\.(debug|ARM)/;

/**
 * Reads what `arm-none-eabi-readelf -rW` prints of an image that was linked with `--emit-relocs`: the words, and the pairs of MOVW and
 * MOVT, that the linker filled in with the address of a function, which is odd in Thumb code.
 */
export function readRelocations(text: string): TakenAddresses {
  const taken: TakenAddresses = new Map();
  let isElsewhere = false;
  for (const line of text.split('\n')) {
    const section = /^Relocation section '([^']+)'/.exec(line)?.[1];
    if (section !== undefined) isElsewhere = ELSEWHERE.test(section);
    const [, offset, value] = /^([0-9a-f]{8})\s+[0-9a-f]{8}\s+R_ARM_(?:ABS32|THM_MOVW_ABS_NC)\s+([0-9a-f]{8})\s/.exec(line) ?? [];
    if (!isElsewhere && value && parseInt(value, 16) & 1) taken.set(parseInt(offset, 16), parseInt(value, 16) - 1);
  }
  return taken;
}
