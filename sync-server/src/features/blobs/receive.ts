import type { Readable } from 'node:stream';
import { isAtLeast } from 'shared/domain/permissions.ts';
import type { Database } from '../../db/database.ts';
import { inAccounts, inTenant, type Scope, type Tx } from '../../db/scope.ts';
import { Problem } from '../../plugins/problem.ts';
import { checkBytes, refused, sha256Of, type Announced } from './blob-check.ts';
import { keepBlob, quarantineBlob, type BlobState, type ReceivedBlob } from './blobs.repo.ts';
import type { KeptBlobs } from './kept-blobs.ts';
import { renditionsOf } from './renditions.ts';

export interface ReceiveDeps {
  readonly database: Database;
  readonly kept: KeptBlobs;
}

/** Whose bytes they are, and whether they go to the workspace or to quarantine. */
export interface Sender {
  readonly scope: Scope;
  readonly state: BlobState;
}

/** @throws Problem `not_permitted` or `suspended`: whoever may log a pour may send what its log names */
export function mayKeep(tx: Tx): void {
  if (!isAtLeast(tx.access.role, 'foreman'))
    throw new Problem('not_permitted', 'Only those who write a pour log send photos to it.');
  if (tx.access.status === 'suspended')
    throw new Problem('suspended', 'Keep it: it can be sent once the workspace is active again.');
}

export async function bytesOf(stream: Readable): Promise<Uint8Array> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Checked first, stored next, known last: what the table names is there. */
export async function receive(
  deps: ReceiveDeps,
  sender: Sender,
  announced: Announced,
  bytes: Uint8Array,
): Promise<void> {
  checkBytes(bytes, announced);
  const { tenantId } = sender.scope;
  const blob: ReceivedBlob = {
    sha256: announced.sha256,
    sizeBytes: bytes.length,
    contentType: announced.contentType,
    state: sender.state,
    ...(announced.contentType === 'application/json'
      ? checkJson(bytes)
      : await keepRenditions(deps.kept, tenantId, bytes)),
  };
  await deps.kept.put(tenantId, announced.sha256, bytes);
  if (sender.state === 'quarantined')
    await inAccounts(deps.database, tenantId, (tx) => quarantineBlob(tx, sender.scope, blob));
  else
    await inTenant(deps.database, sender.scope, 'write', async (tx) => {
      mayKeep(tx);
      await keepBlob(tx, sender.scope, blob);
    });
}

function checkJson(bytes: Uint8Array): Record<string, never> {
  try {
    JSON.parse(Buffer.from(bytes).toString('utf8'));
    return {};
  } catch {
    throw refused('unreadable');
  }
}

async function keepRenditions(
  kept: KeptBlobs,
  tenantId: string,
  bytes: Uint8Array,
): Promise<Required<Pick<ReceivedBlob, 'screenSha256' | 'thumbSha256'>>> {
  const { screen, thumb } = await renditionsOf(bytes);
  const [screenSha256, thumbSha256] = [sha256Of(screen), sha256Of(thumb)];
  await kept.put(tenantId, screenSha256, screen);
  await kept.put(tenantId, thumbSha256, thumb);
  return { screenSha256, thumbSha256 };
}
