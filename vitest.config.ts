import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/fix-seed.ts'],
    testTimeout: 20_000,
    // Snapshots are written by people, never by a run: a missing expectation fails.
    update: false,
  },
});
