import { byteLength, elementCount, type Tensor } from '../ir/graph';
import { C_TYPES } from '../ops/operator';
import { floatLiteral, plainText } from './cpp-writer';
import type { Emission } from './emit-model';
import { overwrittenInputs } from './overwritten-inputs';

/** The model's C header: the interface, and shapes, types, scales and zero points of inputs and outputs as macros. */
export function emitHeader(emission: Emission): string {
  const { options, graph, plan, sha256, compiler, banner, streaming } = emission;
  const { name } = options;
  const guard = `${name}_MODEL_H`.toUpperCase();
  return `/* ${banner.map(plainText).join('\n * ').replace(/ +$/gm, '')} */
#ifndef ${guard}
#define ${guard}

#include <stddef.h>
#include <stdint.h>

${[...describe(name, 'input', graph.inputs.map((id) => graph.tensors[id])), ...describe(name, 'output', graph.outputs.map((id) => graph.tensors[id]))].join('\n')}
#define ${name.toUpperCase()}_ARENA_BYTES ${plan.bytes}
${streaming ? describeHops(name, emission) : ''}/* SHA-256 of the .tflite file, and who made this of it. */
#define ${name.toUpperCase()}_SHA256 "${sha256}"
#define ${name.toUpperCase()}_COMPILER "${compiler}"

#ifdef __cplusplus
extern "C" {
#endif

/* Call once before anything else${streaming ? ', and again where a stream begins anew' : ''}. 0 = ok. */
int ${name}_init(void);
/* ${streaming ? describeHop(name) : `Runs the model on what was written to its inputs${describeOverwriting(overwrittenInputs(emission))}`}. 0 = ok.
 * No other call of this model may run meanwhile, in an interrupt or another thread: they share the arena. */
int ${name}_invoke(void);
/* Where input or output \`index\` lies; NULL where there is none of that index. Outputs are valid until an input is written again. */
void *${name}_input(int index);
void *${name}_output(int index);
size_t ${name}_input_bytes(int index);
size_t ${name}_output_bytes(int index);
size_t ${name}_arena_bytes(void);

#ifdef __cplusplus
}
#endif

#endif /* ${guard} */
`;
}

/** Figures of a model that is fed hop by hop. */
function describeHops(name: string, { streaming, state }: Emission): string {
  const prefix = name.toUpperCase();
  return `#define ${prefix}_STATE_BYTES ${state.bytes}
/* Columns of time that each run takes, and runs until the first window is whole. */
#define ${prefix}_HOP ${streaming!.hop}
#define ${prefix}_RUNS_TO_WINDOW ${streaming!.runs}
`;
}

/** What one run does. */
function describeHop(name: string): string {
  const runs = `${name.toUpperCase()}_RUNS_TO_WINDOW`;
  return `Takes the newest columns, which were written to the input, and gives what the whole model gives for the window that
 * ends with them: bit for bit, from run number ${runs} on. Write the input before each run`;
}

/** Write an input anew before each run, or leave it. */
function describeOverwriting(inputs: readonly number[]): string {
  return inputs.length > 0 ? `. It overwrites input ${inputs.join(' and ')}: write it before each run` : ', and leaves them as they are';
}

function describe(name: string, kind: 'input' | 'output', tensors: Tensor[]): string[] {
  const rows = tensors.flatMap((tensor, index) => {
    const prefix = `#define ${name}_${kind}_${index}`.toUpperCase().replace('#DEFINE', '#define');
    const { scales, zeroPoints } = tensor.quantization ?? {};
    const isQuantized = scales?.length === 1 && tensor.dtype !== 'float32';
    return [
      `/* ${kind} ${index}: ${plainText(tensor.name)} */`,
      `${prefix}_TYPE ${C_TYPES[tensor.dtype] ?? tensor.dtype}`,
      `${prefix}_RANK ${tensor.shape.length}`,
      `${prefix}_SHAPE {${tensor.shape.join(', ') || '1'}}`,
      `${prefix}_ELEMENTS ${elementCount(tensor.shape)}`,
      `${prefix}_BYTES ${byteLength(tensor)}`,
      ...(isQuantized ? [`${prefix}_SCALE ${floatLiteral(scales[0])}`, `${prefix}_ZERO_POINT (${zeroPoints?.[0] ?? 0})`] : []),
    ];
  });
  return [`#define ${name.toUpperCase()}_${kind.toUpperCase()}_COUNT ${tensors.length}`, ...rows];
}
