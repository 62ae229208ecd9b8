import { defineConfig } from 'vitest/config';

/** A server for all, and one page at a time. */
const BROWSER = {
  globalSetup: ['./e2e/server.setup.ts'],
  testTimeout: 120_000,
  hookTimeout: 120_000,
  maxWorkers: 1,
  fileParallelism: false,
};

/** The suffix of a test tells the world it needs: nothing, a real Postgres, or a real browser over a real server. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{shared,sync-server,client}/src/**/*.test.{ts,tsx}', '{scripts,sim}/**/*.test.ts'],
          exclude: ['**/*.pg.test.ts', '**/node_modules/**'],
          // What hangs is found all the same; what is slow on a busy machine is not wrong.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'pg',
          include: ['{sync-server,client}/src/**/*.pg.test.ts', '{e2e,sim}/**/*.pg.test.ts'],
          globalSetup: ['./sync-server/test/postgres.setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 1,
        },
      },
      { test: { name: 'browser', include: ['e2e/**/*.spec.ts'], ...BROWSER } },
      { test: { name: 'browser-sim', include: ['sim/**/*.spec.ts'], ...BROWSER } },
    ],
  },
});
