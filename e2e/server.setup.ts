import type { TestProject } from 'vitest/node';
import { startServer } from './harness/server-process.ts';

/** One real server with the small demo company for all browser tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer({ demoSize: 'S' });
  project.provide('server', {
    url: server.url,
    password: server.password,
    databaseUrl: server.databaseUrl,
    dataDir: server.dataDir,
  });
  return () => server.stop();
}

declare module 'vitest' {
  export interface ProvidedContext {
    server: { url: string; password: string; databaseUrl: string; dataDir: string };
  }
}
