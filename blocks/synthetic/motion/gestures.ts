import { sineOfTurns } from '../../../plugin/data/exact-sine';

/** How a gesture moves the device: along which axes, how fast, and with which overtones. */
export interface Gesture {
  /** Cycles per second of an average person. */
  tempoHz: number;
  /** Peak acceleration in m/s2 along x, y and z. */
  strength: readonly [number, number, number];
  /** Phase of each axis in turns: a quarter between two of them is a circle. */
  phase: readonly [number, number, number];
  /** Share of the second harmonic: hands stop more abruptly than they start. */
  overtone: number;
}

/** Movements by label; strengths in m/s² along x, y, z, phases in turns. */
export const GESTURES: Record<string, Gesture> = {
  idle: { tempoHz: 0.3, strength: [0.05, 0.05, 0.05], phase: [0, 0.3, 0.6], overtone: 0 },
  wave: { tempoHz: 1.9, strength: [8, 1, 1.5], phase: [0, 0.1, 0.5], overtone: 0.25 },
  updown: { tempoHz: 1.3, strength: [0.8, 1.2, 6.5], phase: [0.2, 0.05, 0], overtone: 0.35 },
  circle: { tempoHz: 1.4, strength: [5.5, 0.8, 5.5], phase: [0, 0.1, 0.25], overtone: 0.1 },
  shake: { tempoHz: 5, strength: [11, 9, 10], phase: [0, 0.15, 0.4], overtone: 0.2 },
};

/** Acceleration along one axis at a phase of the gesture (in turns). */
export function accelerationAt(gesture: Gesture, axis: number, turns: number): number {
  const own = turns + gesture.phase[axis];
  return gesture.strength[axis] * (sineOfTurns(own) + gesture.overtone * sineOfTurns(2 * own));
}
