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

const WORDS: OutsideOperator = {
  what: 'a table of words',
  way: 'look words up before the model runs, and let {tensors} be numbers that are its inputs',
};
const CHANCE: OutsideOperator = {
  what: 'a draw of random numbers',
  way: 'convert the model as it runs after training (`training=False`), or make the numbers an input of it',
};

const LIST: OutsideOperator = {
  what: 'a list whose length depends on the values',
  way: 'end the model before it and make the list from its output, or keep all values and choose by SELECT (`tf.where(condition, x, y)`)',
};

/** By TFLite's name. */
export const OUTSIDE_OPERATORS: Readonly<Record<string, OutsideOperator>> = {
  CALL_ONCE: LATER,
  HASHTABLE: WORDS,
  HASHTABLE_FIND: WORDS,
  HASHTABLE_LOOKUP: WORDS,
  MULTINOMIAL: CHANCE,
  RANDOM_STANDARD_NORMAL: CHANCE,
  RANDOM_UNIFORM: CHANCE,
  UNIQUE: LIST,
  WHERE: LIST,
};
