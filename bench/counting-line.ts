import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to the server that counts what passes, both ways, headers and all. */
export interface CountingLine {
  readonly url: string;
  /** Bytes since the last call of `reset`. */
  bytes(): number;
  /** Requests that were begun since then. */
  requests(): number;
  reset(): void;
  close(): Promise<void>;
}

export async function countingLine(serverUrl: string): Promise<CountingLine> {
  const { hostname, port } = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let bytes = 0;
  let requests = 0;
  const server = createServer((device) => {
    const upstream = connect(Number(port), hostname);
    for (const [from, to] of [
      [device, upstream],
      [upstream, device],
    ] as const) {
      sockets.add(from);
      from.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (from === device && /^(GET|POST|PUT|PATCH|DELETE|HEAD) \//.test(piece.toString('latin1', 0, 20)))
          requests += 1;
        to.write(piece);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytes: () => bytes,
    requests: () => requests,
    reset() {
      bytes = 0;
      requests = 0;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
