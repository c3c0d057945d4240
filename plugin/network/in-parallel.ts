import { TRANSFERS } from './limits';

/** Works through the items, some at a time. After an error nothing more is begun, and it is thrown when all that was begun has ended. */
export async function inParallel<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = drain(items);
  const workers = Array.from({ length: TRANSFERS }, async () => {
    for (const item of queue) await work(item);
  });
  const failed = (await Promise.allSettled(workers)).find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

/** A generator, unlike an array's iterator, is at its end for all as soon as one of its readers leaves it. */
function* drain<Item>(items: readonly Item[]): Generator<Item> {
  yield* items;
}
