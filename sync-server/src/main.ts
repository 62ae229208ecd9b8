import { ConfigError, readConfig } from './config.ts';
import { startServer, type RunningServer } from './start-server.ts';

/** What a person can put right: where the code was when it found out helps nobody. */
const TOLD_IN_ONE_LINE: ReadonlySet<string> = new Set([
  'DataFolderInUse',
  'DemoNameTaken',
  'HiddenPooler',
  'MigrationChanged',
  'OtherSecret',
  'UnsafeDatabase',
]);

/** The reason in one line where it is one that a person can act on; anything else with its stack. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = (error as { code?: string }).code;
  if (code === 'EADDRINUSE')
    return `the address is in use already (${error.message}): stop the other server, or set PORT`;
  if (error instanceof ConfigError || code !== undefined) return error.message;
  return TOLD_IN_ONE_LINE.has(error.name) ? error.message : (error.stack ?? error.message);
}

function end(error: unknown): never {
  process.stderr.write(`planning-ops: ${reasonOf(error)}\n`);
  process.exit(1);
}

async function main(): Promise<void> {
  let starting: Promise<RunningServer> | undefined;
  const interrupted = new AbortController();
  let isStopping = false;

  // Ctrl-C reaches every process of the terminal, and npm passes it on besides: the first one counts.
  const stop = async (why?: unknown): Promise<void> => {
    if (isStopping) return;
    isStopping = true;
    interrupted.abort();
    let server: RunningServer | undefined;
    try {
      server = await starting;
      await server?.stop();
    } catch (error) {
      if (why !== undefined) end(why);
      // The start was interrupted: what broke in it broke because of that.
      if (server === undefined) process.exit(130);
      end(error);
    }
    if (why !== undefined) end(why);
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
  process.on('uncaughtException', (error) => void stop(error));
  process.on('unhandledRejection', (error) => void stop(error));

  try {
    starting = startServer(readConfig(process.env), (text) => process.stdout.write(text), interrupted.signal);
    await starting;
  } catch (error) {
    if (!isStopping) end(error);
  }
}

await main();
