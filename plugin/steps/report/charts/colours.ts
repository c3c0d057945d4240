/** Categorical colours that stay apart for colour-blind readers (after Okabe and Ito, 2008), in the order that labels take them. */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#7a5195', '#8c8c8c', '#b59f00', '#004d40', '#a83232', '#5c8a00'];

/** The colour of a series, by its place; they repeat after the last. */
export function colourOf(index: number): string {
  return COLOURS[index % COLOURS.length];
}
