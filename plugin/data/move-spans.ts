import type { Span } from './dataset';

/** Where a time step of the file went: monotonic; the step behind the last one goes behind the last one. */
export type Placement = (step: number) => number;

/** Labelled stretches after resampling, still without overlap; one that became shorter than a time step is gone. */
export function moveSpans(spans: readonly Span[], place: Placement): Span[] {
  const moved = spans.map((span) => ({ ...span, start: place(span.start), end: place(span.end + 1) - 1 }));
  return moved.filter((span) => span.start <= span.end);
}
