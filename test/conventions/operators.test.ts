import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OPERATORS } from '../../plugin/compiler/ops';
import { OPERATOR_NAMES } from '../../plugin/compiler/tflite/operator-names';
import { CLOSE_FAMILIES, FAMILIES, WHOLE_FAMILIES } from '../conformance/random-models';
import { repositoryRoot } from './source-files';

const TYPES = ['int8', 'float32', 'int16', 'uint8', 'int32', 'bool', 'hybrid'];
const HEAD = `# Operators of the compiler

Printed from the families of random models that hold the kernels to other interpreters (\`test/conformance/random-models.ts\`), by
\`npx vitest run --project unit test/conventions/operators -u\`. By type of the input: \`=\` equals TensorFlow Lite Micro bit for bit,
\`L\` LiteRT's reference kernels, which have it where the former has not; \`~\` is within a few units in the last place, by an exp() or log()
of our own that is the same on every core. Nothing: refused, with the place to add it. SHAPE, RANK, RANGE, BROADCAST_ARGS, DENSIFY
and REDUCE_PROD, and GATHER, PACK and others of int32 that is known, are computed by the compiler. \`hybrid\`: weights of int8 on float32 activations. Weights may be float16, or int8 behind DEQUANTIZE.
Resource variables (VAR_HANDLE, CALL_ONCE, READ_VARIABLE, ASSIGN_VARIABLE; \`test/conformance/variable-models.ts\`) equal both interpreters on
int8 and float32, and so does the custom operator TFLite_Detection_PostProcess on float32 (LiteRT alone has it on uint8;
\`test/conformance/detection-models.ts\`). WHILE, IF and CALL are lines of C++ around the operators of their subgraphs (\`test/conformance/loop-models.ts\`).
RFFT2D is float32 where LiteRT transforms in double: it and what is taken of its complex numbers are held to a few units in the last place of the largest result.
Of TensorFlow Lite Micro's front end SignalWindow, SignalFftAutoScale, SignalRfft on int16, SignalEnergy, SignalFilterBank, SignalFilterBankSquareRoot,
SignalFilterBankSpectralSubtraction, SignalPCAN and SignalFilterBankLog equal it bit for bit (\`test/conformance/signal-models.ts\`).

| operator | ${TYPES.join(' | ')} |
|---|${TYPES.map(() => '---|').join('')}
`;

/** By whose answers an operator is tested on a type. */
function findGoldens(): Map<string, string> {
  const marks = new Map<string, string>();
  for (const [families, mark] of [[CLOSE_FAMILIES, '~'], [[...FAMILIES, ...WHOLE_FAMILIES], '=']] as const) {
    for (const { name, golden } of families) {
      const found = /^(?:grouped )?(\w+) (int8|float32|int16|uint8|int32|bool|hybrid)(?: to \w+)?$/.exec(name);
      if (found) marks.set(`${found[1]} ${found[2]}`, mark === '=' && golden ? 'L' : mark);
    }
  }
  return marks;
}

test('the list of operators and types is what the random models test', async () => {
  const marks = findGoldens();
  const rows = Object.keys(OPERATORS).filter((name) => OPERATOR_NAMES.includes(name)).sort().map((name) => `| ${name} | ${TYPES.map((type) => marks.get(`${name} ${type}`) ?? '').join(' | ')} |\n`);
  await expect(HEAD + rows.join('')).toMatchFileSnapshot(join(repositoryRoot, 'plugin/compiler/OPERATORS.md'));
});
