import type { FastifyInstance } from 'fastify';
import {
  acceptInviteRequest,
  linkRequest,
  type AcceptInviteRequest,
  type Invitation,
  type LinkRequest,
} from 'shared/protocol/auth.ts';
import { inAccounts, type Queries } from '../../db/scope.ts';
import { clientAddress } from '../../plugins/client-address.ts';
import { readOpaqueToken } from '../../plugins/opaque-token.ts';
import { Problem } from '../../plugins/problem.ts';
import { networkOf } from '../../plugins/rate-limits.ts';
import { instantOf, openSession, preparePassword, refuseWeakPassword, type AccountDeps } from './accounts.ts';
import { originOf } from './caller.ts';
import { endLinks, holdOpenLink, type OpenLink } from './links.repo.ts';
import { knownOf, refuseReused } from './password.route.ts';
import { findPerson, storePassword, type Person } from './people.repo.ts';
import { revokeSessions } from './sessions.repo.ts';
import { invitationShape, signedInShape } from 'shared/protocol/answers.ts';

const invalid = (): Problem =>
  new Problem('link_invalid', 'The link was used or is too old. An administrator can make a new one.');

/** Who a link is for; unknown, used and old links answer alike. */
async function readLink(
  deps: AccountDeps,
  tx: Queries,
  token: { readonly tenantId: string; readonly hash: Buffer },
): Promise<{ readonly link: OpenLink; readonly person: Person }> {
  const link = await holdOpenLink(tx, token.tenantId, token.hash, instantOf(deps.now()));
  const person = link && (await findPerson(tx, token.tenantId, link.userId));
  if (!link || !person || person.isRemoved || person.workspace.status === 'deleted') throw invalid();
  return { link, person };
}

/** What the holder of a link may do; the token travels in the body only, never in an address that is logged. */
export function inviteRoutes(app: FastifyInstance, deps: AccountDeps): void {
  const tokenOf = async (text: string, ip: string) => {
    await deps.rateLimits.take('linkByAddress', networkOf(ip));
    const token = readOpaqueToken(text);
    if (!token) throw invalid();
    return token;
  };

  app.post<{ Body: LinkRequest }>(
    '/auth/invites/read',
    {
      schema: {
        summary: 'Who a link is for',
        tags: ['accounts'],
        body: linkRequest,
        response: { 200: invitationShape },
      },
    },
    async (request): Promise<Invitation> => {
      const token = await tokenOf(request.body.token, clientAddress(request));
      const { link, person } = await inAccounts(deps.database, token.tenantId, (tx) =>
        readLink(deps, tx, token),
      );
      return {
        workspace: { slug: person.workspace.slug, name: person.workspace.name },
        user: { name: person.name, email: person.email, role: person.role },
        expiresAt: link.expiresAt,
      };
    },
  );

  app.post<{ Body: AcceptInviteRequest }>(
    '/auth/invites/accept',
    {
      schema: {
        summary: 'Set the password with a link and sign in',
        tags: ['accounts'],
        body: acceptInviteRequest,
        response: { 200: signedInShape },
      },
    },
    async (request) => {
      const { password } = request.body;
      const origin = originOf(request);
      const token = await tokenOf(request.body.token, origin.ip);
      const { tenantId } = token;
      const { person } = await inAccounts(deps.database, tenantId, (tx) => readLink(deps, tx, token));
      refuseWeakPassword(password, { role: person.role, known: knownOf(person) });
      await refuseReused(deps, tenantId, person.id, password);
      const ready = await preparePassword(deps, password);
      const answer = await inAccounts(deps.database, tenantId, async (tx) => {
        // Once more, and held: of two who come with one link, the second finds it used.
        await readLink(deps, tx, token);
        const at = instantOf(deps.now());
        await endLinks(tx, tenantId, person.id, at);
        await storePassword(tx, tenantId, person.id, { ...ready, at });
        await revokeSessions(tx, { tenantId, userId: person.id, reason: 'password_changed', at });
        return openSession(deps, tx, { tenantId, userId: person.id }, origin);
      });
      deps.hub.endAccess(tenantId, person.id);
      return answer;
    },
  );
}
