import type { OptionFields, Operator } from './operator';

/** TFLite's names of layers that go both ways. */
export const BIDIRECTIONAL = { lstm: 'BIDIRECTIONAL_SEQUENCE_LSTM', rnn: 'BIDIRECTIONAL_SEQUENCE_RNN' } as const;

/** BIDIRECTIONAL_SEQUENCE_LSTM: of float32. */
export const bidirectionalSequenceLstm = bothWays({
  activation: { slot: 0, type: 'int8' },
  cellClip: { slot: 1, type: 'float32' },
  projClip: { slot: 2, type: 'float32' },
  mergeOutputs: { slot: 3, type: 'int8' },
  timeMajor: { slot: 4, type: 'int8', fallback: 1 },
  asymmetricInputs: { slot: 5, type: 'int8' },
});

/** BIDIRECTIONAL_SEQUENCE_RNN: of float32. */
export const bidirectionalSequenceRnn = bothWays({
  timeMajor: { slot: 0, type: 'int8' },
  activation: { slot: 1, type: 'int8' },
  mergeOutputs: { slot: 2, type: 'int8' },
  asymmetricInputs: { slot: 3, type: 'int8' },
});

/** A layer of both directions: `tflite/split-directions.ts` makes two of it while the file is read, but for those that this refuses. */
function bothWays(options: OptionFields): Operator {
  return {
    options,
    infer: ({ outputs }) => outputs.map(({ shape }) => shape),
    check: () => 'weights for a second input, a second input of BIDIRECTIONAL_SEQUENCE_RNN, or other outputs than TFLite has',
    lower: () => undefined,
    readsVariables: true,
    macs: () => 0,
  };
}
