import { DTYPE_BYTES, elementCount } from '../ir/graph';
import type { Node, Operator } from './operator';
import { C_TYPES } from './operator';

/** Name of the op: no operator of TFLite, but what a model that slides over time keeps of a tensor. */
export const SLIDE = 'SLIDE_COLUMNS';

/**
 * The newest columns of a tensor come behind those that are kept from the run before, which move to the front by as many. Inputs: the
 * newest columns and, where some at the front are computed anew in each window, those. Outputs, all in the state: the columns, and parts
 * of them. Options, all in elements of one row: `rows`, `rowSize`, and where the kept ones stand (`keptFrom`, `keptSize`), how far they
 * move (`shift`); `shape` of the first output, and those of its parts one after another, each with its `rank`.
 */
export const slideColumns: Operator = {
  options: {},
  infer({ options, outputs }) {
    const sizes = options.shapes as number[];
    const rank = sizes.length / outputs.length;
    return outputs.map((_, at) => sizes.slice(at * rank, (at + 1) * rank));
  },
  check: (node) => (C_TYPES[node.outputs[0].dtype] ? undefined : `columns of type ${node.outputs[0].dtype}`),
  lower(node) {
    const { inputs: [newest, front], outputs: [columns], options } = node;
    const rows = options.rows as number;
    const word = { elements: 4 / Math.min(4, DTYPE_BYTES[columns.dtype]) };
    const sizes = {
      row_size: elementCount(columns.shape) / rows,
      kept_from: options.keptFrom as number,
      kept_size: options.keptSize as number,
      shift: options.shift as number,
      newest_size: elementCount(newest!.shape) / rows,
      front_size: front ? elementCount(front.shape) / rows : 0,
    };
    return {
      kernel: 'slide_columns',
      note: describe(node),
      constants: { rows, ...sizes, in_words: Object.values(sizes).every((size) => size % word.elements === 0) ? 1 : 0 },
      args: [...(front ? [{ tensor: front }] : []), { tensor: newest! }, { tensor: columns }],
    };
  },
  macs: () => 0,
};

function describe({ inputs: [newest, front], outputs: [columns] }: Node): string {
  const shape = (sizes: readonly number[]): string => sizes.join('x');
  return `${shape(newest!.shape)} behind what is kept of ${shape(columns.shape)}${front ? `, ${shape(front.shape)} in front` : ''}`;
}
