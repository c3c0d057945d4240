/** Operators that belong around a model, or into another form of it. */
interface OutsideOperator {
  /** What it is, as a message goes on after its name. */
  what: string;
  /** How to get a model without it. `{tensors}`: the names of its inputs. */
  way: string;
}

const LATER: OutsideOperator = {
  what: 'a subgraph that runs before the others',
  way: 'assign constants to variables, or make the values inputs of the model',
};

/** By TFLite's name. */
export const OUTSIDE_OPERATORS: Readonly<Record<string, OutsideOperator>> = {
  CALL_ONCE: LATER,
};
