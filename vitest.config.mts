import { defineConfig } from 'vitest/config';

/** `unit`: beside the sources, seconds. `flow`: crosses rooms, minutes. `full`: exhaustive forms, only by `npm run test:full`. */
const project = (name: string, include: string[], testTimeout: number) => ({
  test: { name, include, testTimeout, hookTimeout: testTimeout, pool: 'forks' as const, maxWorkers: 2 },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', ['{plugin,schemas,blocks,sdk-cpp}/**/*.test.ts', 'test/conventions/**/*.test.ts'], 120_000),
      project('flow', ['test/{flow,conformance,browser,faults}/**/*.test.ts'], 900_000),
      project('full', ['test/full/**/*.test.ts'], 10_800_000),
    ],
  },
});
