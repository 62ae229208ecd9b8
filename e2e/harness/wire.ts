import { randomUUID } from 'node:crypto';

export type Wire = <T>(method: string, path: string, body?: unknown, token?: string) => Promise<T>;

/** The server's own calls, as one device without a screen makes them; what it refuses throws. */
export function openWire(url: string): Wire {
  const deviceId = randomUUID();
  return async <T>(method: string, path: string, body?: unknown, token?: string): Promise<T> => {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        'X-Protocol-Version': '1',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(token !== undefined && { Authorization: `Bearer ${token}`, 'X-Device-Id': deviceId }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? undefined : await answer.json()) as T;
  };
}
