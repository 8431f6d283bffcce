import { defineConfig } from 'vitest/config';

/** Where requests meet mocked answers: nock takes the network of all that runs in its worker. */
const MOCKED = ['test/github/**/*.test.ts'];

export default defineConfig({
  test: {
    setupFiles: ['test/support/fix-seed.ts'],
    // A test that hangs fails all the same; a busy machine may take its time.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Node loads the sources as it does in production: rewritten for Vite's loader they take half as long again to run.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Vitest leaves one core to others; on a machine of two that is half.
    maxWorkers: '100%',
    // Snapshots are written by people, never by a run: a missing expectation fails.
    update: false,
    // No test leaves state behind: a worker loads sources, rules and grammars once for many files.
    isolate: false,
    projects: [
      { extends: true, test: { name: 'sharing', include: ['test/**/*.test.ts'], exclude: MOCKED } },
      // Of another kind than the others' workers, lest they share one.
      { extends: true, test: { name: 'mocked', include: MOCKED, pool: 'threads' } },
    ],
  },
});
