/** A block's plan as `configure()` made it: JSON in `plan.json`, literals in the generated C++. Mirrors `impulse_plan` of sdk-cpp. */
export interface BlockPlan {
  shape: number[];
  ints: number[];
  /** float32 values, exactly. */
  floats: number[];
  scratchBytes: number;
  stateBytes: number;
}

/** What the input block delivers: mirrors `impulse_input`. */
export interface BlockInput {
  frequencyHz: number;
  /** Time steps in a window. */
  length: number;
  axes: number;
  /** Time steps from one window to the next in continuous mode; 0 = windows are independent. */
  stride: number;
}
