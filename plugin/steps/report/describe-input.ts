import type { Report } from './report';

/** `audio at 16000 Hz, window 1000 ms, stride 500 ms`, or `images of 96 x 96 pixels (red, green, blue), one every 1000 ms`. */
export function describeInput({ axes, frequencyHz, windowMs, strideMs, image }: Report['impulse']): string {
  if (image) return `images of ${image.width} x ${image.height} pixels (${axes.join(', ')}), one every ${strideMs} ms`;
  return `${axes.join(', ')} at ${frequencyHz} Hz, window ${windowMs} ms, stride ${strideMs} ms`;
}
