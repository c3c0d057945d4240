import { add, sub } from './add';
import { conv2d } from './conv-2d';
import { depthwiseConv2d } from './depthwise-conv-2d';
import { fullyConnected } from './fully-connected';
import type { Operator } from './operator';
import { averagePool2d, maxPool2d } from './pool-2d';
import { reshape } from './reshape';
import { softmax } from './softmax';

/** Every operator the compiler knows, by TFLite's name. A row is the only registration. */
export const OPERATORS: Readonly<Record<string, Operator>> = {
  ADD: add,
  AVERAGE_POOL_2D: averagePool2d,
  CONV_2D: conv2d,
  DEPTHWISE_CONV_2D: depthwiseConv2d,
  EXPAND_DIMS: reshape,
  FULLY_CONNECTED: fullyConnected,
  MAX_POOL_2D: maxPool2d,
  RESHAPE: reshape,
  SOFTMAX: softmax,
  SQUEEZE: reshape,
  SUB: sub,
};
