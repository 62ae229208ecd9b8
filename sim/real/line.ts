import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

/** What the line does to what passes; each is counted when it really happened. */
export type LineFault =
  | { readonly kind: 'none' }
  /** Nobody answers. */
  | { readonly kind: 'down' }
  /** Both ends are told that the connection is broken, in the middle of a request. */
  | { readonly kind: 'reset' }
  /** The request is passed on up to this many bytes; the server never sees its end. */
  | { readonly kind: 'request cut'; readonly afterBytes: number }
  /** Requests arrive, their answers are cut after this many bytes; 0 loses them whole. */
  | { readonly kind: 'answer cut'; readonly afterBytes: number }
  /** As `answer cut`, but the device hears of the end only a while later. */
  | { readonly kind: 'slow close'; readonly afterBytes: number; readonly ms: number }
  /** Requests arrive and nothing ever comes back: the device has to give up by itself. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'latency'; readonly ms: number };

export type LineFaultKind = LineFault['kind'];

export interface Line {
  readonly origin: string;
  set(fault: LineFault): void;
  /** Where the other end is from now on; connections that are open stay where they are. */
  connectTo(port: number): void;
  /** Called when bytes of a request were passed on, before anything of the answer to them. */
  onPassed: (() => void) | undefined;
  /** Breaks every connection that is open now. */
  breakAll(): void;
  readonly counts: ReadonlyMap<LineFaultKind, number>;
  close(): Promise<void>;
}

/** A line between a client and a server on this machine, in this process, that fails when it is told to. */
export async function openLine(serverPort: number): Promise<Line> {
  let fault: LineFault = { kind: 'none' };
  let port = serverPort;
  let left = 0;
  const counts = new Map<LineFaultKind, number>();
  const sockets = new Set<Socket>();
  const struck = (): void => void counts.set(fault.kind, (counts.get(fault.kind) ?? 0) + 1);

  const keep = (socket: Socket): void => {
    socket.setNoDelay(true);
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };

  const server = createServer((device) => {
    keep(device);
    const upstream = connect(port, '127.0.0.1');
    keep(upstream);
    const end = (): void => {
      device.destroy();
      upstream.destroy();
    };
    let isHeld = false;
    device.on('close', () => upstream.destroy());
    upstream.on('close', () => {
      if (!isHeld) device.destroy();
    });
    device.on('data', (bytes) => {
      if (fault.kind === 'down') {
        struck();
        end();
      } else if (fault.kind === 'reset') {
        struck();
        device.resetAndDestroy();
        upstream.resetAndDestroy();
      } else if (fault.kind === 'request cut' && bytes.length > left) {
        struck();
        upstream.write(bytes.subarray(0, left));
        left = 0;
        upstream.end();
        device.destroy();
      } else {
        if (fault.kind === 'request cut') left -= bytes.length;
        upstream.write(bytes);
        line.onPassed?.();
      }
    });
    upstream.on('data', (bytes) => {
      const now = fault;
      if (now.kind === 'down') end();
      else if (now.kind === 'silent') struck();
      else if (now.kind === 'latency') {
        struck();
        setTimeout(() => device.writable && device.write(bytes), now.ms);
      } else if ((now.kind === 'answer cut' || now.kind === 'slow close') && bytes.length > left) {
        struck();
        device.write(bytes.subarray(0, left));
        left = 0;
        if (now.kind === 'answer cut') end();
        else {
          isHeld = true;
          upstream.destroy();
          setTimeout(() => device.end(), now.ms);
        }
      } else {
        if (now.kind === 'answer cut' || now.kind === 'slow close') left -= bytes.length;
        device.write(bytes);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const line: Line = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    onPassed: undefined,
    set(next) {
      fault = next;
      left = 'afterBytes' in next ? next.afterBytes : Number.POSITIVE_INFINITY;
    },
    connectTo(next) {
      port = next;
    },
    breakAll() {
      for (const socket of sockets) socket.destroy();
    },
    close: () =>
      new Promise((resolve) => {
        line.breakAll();
        server.close(() => resolve());
      }),
  };
  return line;
}
