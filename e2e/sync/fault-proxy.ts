import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** What the line does to what passes; each is counted when it really happened. */
export type LineFault =
  | { readonly kind: 'none' }
  /** Nobody answers. */
  | { readonly kind: 'down' }
  /** Requests arrive, their answers are cut after this many bytes; 0 loses them whole. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  | { readonly kind: 'slow'; readonly ms: number };

export interface FaultProxy {
  readonly origin: string;
  set(fault: LineFault): void;
  readonly counts: Readonly<Record<LineFault['kind'], number>>;
  close(): Promise<void>;
}

/** A line between device and server, in this process, that fails when it is told to. */
export async function faultProxy(serverPort: number): Promise<FaultProxy> {
  let fault: LineFault = { kind: 'none' };
  let left = 0;
  const counts = { none: 0, down: 0, cut: 0, slow: 0 };
  const open = new Set<Socket>();

  const keep = (socket: Socket): void => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
  };

  const server = createServer((device) => {
    keep(device);
    const upstream = connect(serverPort, '127.0.0.1');
    keep(upstream);
    const end = (): void => {
      device.destroy();
      upstream.destroy();
    };
    device.on('close', () => upstream.destroy());
    upstream.on('close', () => device.destroy());
    device.on('data', (bytes) => {
      if (fault.kind === 'down') {
        counts.down += 1;
        end();
      } else upstream.write(bytes);
    });
    upstream.on('data', (bytes) => {
      const now = fault;
      if (now.kind === 'down') end();
      else if (now.kind === 'slow') {
        counts.slow += 1;
        setTimeout(() => device.writable && device.write(bytes), now.ms);
      } else if (now.kind === 'cut' && bytes.length > left) {
        counts.cut += 1;
        device.write(bytes.subarray(0, left));
        end();
      } else {
        left -= bytes.length;
        counts.none += 1;
        device.write(bytes);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    counts,
    set(next) {
      fault = next;
      left = next.kind === 'cut' ? next.afterBytes : Number.POSITIVE_INFINITY;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of open) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
