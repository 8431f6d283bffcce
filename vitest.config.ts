import { defineConfig } from 'vitest/config';

/** Tests of values and of Apps that hold no state of their process: they share workers, which loads everything once. */
const SHARING = ['core', 'rules', 'pull-requests', 'app'].map((folder) => `test/${folder}/**/*.test.ts`);

export default defineConfig({
  test: {
    setupFiles: ['test/support/fix-seed.ts'],
    // A test that hangs fails all the same; a busy machine may take its time.
    testTimeout: 60_000,
    // Node loads the sources as it does in production: rewritten for Vite's loader they take half as long again to run.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // Snapshots are written by people, never by a run: a missing expectation fails.
    update: false,
    projects: [
      { extends: true, test: { name: 'sharing', include: SHARING, isolate: false } },
      { extends: true, test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: SHARING } },
    ],
  },
});
