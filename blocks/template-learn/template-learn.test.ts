import { describe, expect, it } from 'vitest';
import { drawClassifier } from '../../test/draw-classifier';

describe('template-learn', () => {
  it('builds a network that can be exported', async () => {
    const { graph, model } = await drawClassifier('../template-learn', [5, 4], {});
    expect(graph.ops.map(({ name }) => name)).toEqual(['MUL', 'ADD', 'RESHAPE', 'FULLY_CONNECTED', 'FULLY_CONNECTED', 'SOFTMAX']);
    expect(model.countParams()).toBe(20 * 16 + 16 + 16 * 4 + 4);
  });
});
