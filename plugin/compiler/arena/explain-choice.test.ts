import { expect, test } from 'vitest';
import { pickAlternatives, type KernelOption } from './explain-choice';

const option = (kernel: string, cycles: number, flashBytes: number): KernelOption => ({ kernel, cycles, flashBytes });
const chosen = option('conv_2d_packed_s8', 100, 1000);
const names = (others: KernelOption[], taken = chosen): string[] => pickAlternatives({ chosen: taken, others }).map(({ kernel }) => kernel);

test('of a kernel\'s alternatives the fastest, the smallest and the fastest that saves arena are named, each once', () => {
  const others = [
    option('conv_winograd_s8', 80, 4000), option('conv_winograd_s8 over its input', 81, 4000), option('conv_2d_packed_s8 in place', 105, 1100),
    option('conv_2d_shared_s8', 150, 1200), option('conv_2d_s8', 700, 500), option('conv_2d_s8 over its input', 700, 500),
  ];
  expect(names(others)).toEqual(['conv_winograd_s8', 'conv_2d_s8', 'conv_winograd_s8 over its input']);
});

test('the same code elsewhere in the arena is no alternative, but where it saves some', () => {
  const inPlace = option('conv_2d_packed_s8 in place', 105, 1100);
  expect(names([chosen], inPlace)).toEqual([]);
  expect(names([inPlace])).toEqual(['conv_2d_packed_s8 in place']);
});
