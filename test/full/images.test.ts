import { expect, it } from 'vitest';
import { runImpulse } from '../../plugin/runners/run-impulse';
import { IC, writeImageImpulse } from '../image-impulses';
import { hasShared, NO_SHARED, unpackShared } from '../shared-data';
import { makeFolder } from '../temp-folder';

/** Of the model in int8 on these JPEGs, with Pillow's pixels. */
const KNOWN_ACCURACY = 0.765;

it.skipIf(!hasShared('image-cifar10'))(`classifies 1,000 JPEGs as well as is known of them (${NO_SHARED})`, async () => {
  const folder = makeFolder();
  const data = unpackShared('image-cifar10');
  const source = (side: string, use: string) => `{ path: "${data}/cifar10/${side}/*.jpg", pattern: "{label}.{n}.jpg", use: ${use} }`;
  writeImageImpulse(folder, IC, { sources: [source('training', 'train'), source('testing', 'test')] });
  const metrics = (await runImpulse(folder, { steps: ['evaluate'] })).get('evaluate')!.metrics as Record<string, number>;
  expect(Math.abs(metrics['model.int8.test.accuracy'] - KNOWN_ACCURACY)).toBeLessThan(0.0006);
});
