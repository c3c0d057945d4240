import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../test/conformance/random-drafts';
import { drawFusedBlock } from '../../../test/conformance/winograd-layers';
import { compileModel } from '../compile-model';
import { byteLength, type Graph } from '../ir/graph';
import { CONV_ADD, convAdd } from '../ops/conv-add';
import { CONTROL } from '../ops/control-flow';
import { toNode } from '../ops/operator';
import { writeFlatbuffer } from '../tflite/write-flatbuffer';
import { findSummed } from './fuse-add';
import { fuseOps } from './fusion';

const draw = (readsInput = false): Graph => drawFusedBlock(seededRandom(5), [1, 8, 8, 8], 8, readsInput);
const compile = (graph: Graph) => compileModel(writeFlatbuffer(graph, 'block'), { name: 'block', arch: 'armv7e-m', kernels: ['conv_winograd_add_s8'] });
const withOperands = (graph: Graph, inputs: number[]): Graph => ({ ...graph, ops: [graph.ops[0], { ...graph.ops[1], inputs }] });

describe('a convolution and the ADD behind it', () => {
  test.each([[[3, 4]], [[4, 3]]])('become one op, as either operand: %j', (operands) => {
    const graph = withOperands(draw(), operands);
    const [pair] = findSummed(graph);
    expect(pair).toMatchObject({ positions: [0, 1], between: [3] });
    expect(fuseOps(graph, pair).ops).toEqual([{ index: 1, name: CONV_ADD, version: 1, inputs: [0, 1, 2, 4], outputs: [5], options: {}, parts: graph.ops }]);
  });

  test('stay apart where another op or the model needs what lies between, and where the convolution would move into a loop', () => {
    const graph = draw();
    const mark = { index: 9, name: CONTROL.loop, version: 1, inputs: [], outputs: [], options: {} };
    expect(findSummed({ ...graph, outputs: [3, 5] })).toEqual([]);
    expect(findSummed({ ...graph, ops: [graph.ops[0], mark, graph.ops[1]] })).toEqual([]);
    const [twice] = findSummed(withOperands(graph, [3, 3]));
    expect(twice.fits([{ op: graph.ops[0], inputs: [], outputs: [graph.tensors[3]], options: {} },
      { op: graph.ops[1], inputs: [graph.tensors[3], graph.tensors[3]], outputs: [graph.tensors[5]], options: {} }], { arch: 'armv7e-m', savesArena: true })).toBe(false);
  });

  test('have the factors of their own operands, also where either could be the convolution', () => {
    const graph = draw();
    const target = { arch: 'armv7e-m', savesArena: true } as const;
    const factors = [[3, 4], [4, 3]].map((inputs) => {
      const sum = { ...toNode(graph, graph.ops[1]), inputs: [3, 4].map((id) => graph.tensors[id]) };
      const other = { ...toNode(graph, graph.ops[0]), outputs: [graph.tensors[inputs[0]]] };
      return convAdd.lower({ ...other, inputs: [...other.inputs, graph.tensors[inputs[1]]], outputs: [graph.tensors[5]], parts: [other, sum] }, target)!.partConstants!.sum;
    });
    expect(factors[0].factor_own).not.toBe(factors[0].factor_residual);
    expect([factors[1].factor_own, factors[1].factor_residual]).toEqual([factors[0].factor_residual, factors[0].factor_own]);
  });

  test('write over the other operand, but not where the convolution reads that one', () => {
    const [apart, own] = [draw(), draw(true)];
    expect(compile(apart).ops.map(({ name }) => name)).toEqual([CONV_ADD]);
    const scratch = 4 * 16 * 2 * 8 + 4 * 4 * 16;
    expect(compile(apart).arenaBytes).toBe(byteLength(apart.tensors[0]) + byteLength(apart.tensors[4]) + scratch);
    expect(compile(own).arenaBytes).toBe(byteLength(own.tensors[0]) + byteLength(own.tensors[5]) + scratch);
  });
});
