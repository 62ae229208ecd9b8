import type { FastifyInstance, FastifyRequest } from 'fastify';
import { mayManage } from 'shared/domain/accounts/team.ts';
import { isAtLeast, type Role } from 'shared/domain/permissions.ts';
import { isUuid, uuidv7 } from 'shared/lib/ids.ts';
import {
  addMemberRequest,
  changeMemberRequest,
  invitePath,
  type AddMemberRequest,
  type ChangeMemberRequest,
  type InviteLink,
  type Member,
  type MemberWithLink,
} from 'shared/protocol/auth.ts';
import { inAccounts, type Queries } from '../../db/scope.ts';
import { makeOpaqueToken } from '../../plugins/opaque-token.ts';
import { Problem } from '../../plugins/problem.ts';
import { addPerson, cleanEmail, cleanName, instantOf, type AccountDeps } from './accounts.ts';
import { endLinks, insertLink } from './links.repo.ts';
import {
  changeMember,
  findMember,
  findUserIdByEmail,
  findOwners,
  holdTeam,
  listMembers,
  readmitMember,
  removeMember,
} from './members.repo.ts';
import { findCaller, type Person } from './people.repo.ts';
import { revokeSessions } from './sessions.repo.ts';
import { memberShape, membersShape, memberWithLinkShape, NOTHING } from 'shared/protocol/answers.ts';
import { WITH_ACCESS_TOKEN } from '../../plugins/open-api.ts';

const DAY_MS = 86_400_000;
const INVITE_MS = 7 * DAY_MS;
const RESET_MS = 30 * 60_000;

const notManaged = (role: Role): Problem =>
  new Problem(
    'not_permitted',
    `Your role may not manage ${role === 'owner' ? 'an owner' : `a member as ${role}`}.`,
  );

async function makeLink(deps: AccountDeps, tx: Queries, caller: Person, member: Member): Promise<InviteLink> {
  const tenantId = caller.workspace.id;
  const now = deps.now();
  const token = makeOpaqueToken(tenantId, deps.random);
  const purpose = member.invited ? 'invite' : 'reset';
  const expiresAt = instantOf(now + (member.invited ? INVITE_MS : RESET_MS));
  const at = instantOf(now);
  await insertLink(tx, { tenantId, userId: member.id, hash: token.hash, purpose, at, expiresAt });
  return { token: token.text, path: invitePath(caller.workspace.slug, token.text), expiresAt };
}

const memberOrNothing = async (tx: Queries, tenantId: string, id: string): Promise<Member> => {
  const member = isUuid(id) ? await findMember(tx, tenantId, id) : undefined;
  if (!member) throw new Problem('not_found', 'There is no such member.');
  return member;
};

async function refuseLastOwner(tx: Queries, tenantId: string, member: Member): Promise<void> {
  if (member.role !== 'owner') return;
  const owners = await findOwners(tx, tenantId);
  if (owners.length === 1 && owners[0] === member.id)
    throw new Problem('last_owner', 'Make somebody else an owner first.');
}

async function addOrReadmit(
  deps: AccountDeps,
  tx: Queries,
  caller: Person,
  form: AddMemberRequest,
): Promise<MemberWithLink> {
  if (!mayManage(caller.role, form.role)) throw notManaged(form.role);
  const tenantId = caller.workspace.id;
  const name = cleanName(form.name, 'name');
  const email = cleanEmail(form.email);
  const regionIds = form.regionIds?.length ? form.regionIds : undefined;
  const knownId = await findUserIdByEmail(tx, tenantId, email);
  const known = knownId === undefined ? undefined : await findMember(tx, tenantId, knownId);
  if (known && known.removedAt === undefined)
    throw new Problem('email_taken', `${known.name} has this email address.`, { field: 'email' });
  const id = known?.id ?? uuidv7(deps.now(), deps.random);
  if (known) {
    if (!mayManage(caller.role, known.role)) throw notManaged(known.role);
    // What the person had before the removal was handed over or is lost: the devices sign in anew.
    await revokeSessions(tx, { tenantId, userId: id, reason: 'readmitted', at: instantOf(deps.now()) });
    await readmitMember(tx, tenantId, id, { name, role: form.role, regionIds });
  } else await addPerson(deps, tx, tenantId, { id, email, name, role: form.role, regionIds });
  const member = await memberOrNothing(tx, tenantId, id);
  return { member, invite: await makeLink(deps, tx, caller, member) };
}

/** The team: everybody sees it, administrators change it. */
export function memberRoutes(app: FastifyInstance, deps: AccountDeps): void {
  /** One transaction in which the caller is known to be an administrator until its end. */
  const asAdministrator = <T>(
    request: FastifyRequest,
    work: (tx: Queries, caller: Person) => Promise<T>,
  ): Promise<T> =>
    inAccounts(deps.database, request.principal.tenantId, async (tx) => {
      await holdTeam(tx, request.principal.tenantId);
      const caller = await findCaller(tx, request.principal);
      if (!isAtLeast(caller.role, 'admin'))
        throw new Problem('not_permitted', 'Only administrators look after the team.');
      return work(tx, caller);
    });
  const route = (summary: string, response: object) => ({
    onRequest: app.authenticate,
    schema: { summary, tags: ['team'], ...WITH_ACCESS_TOKEN, response },
  });

  app.get('/members', route('The team', { 200: membersShape }), async (request) => {
    const { tenantId } = request.principal;
    return inAccounts(
      deps.database,
      tenantId,
      async (tx) => {
        await findCaller(tx, request.principal, 'read');
        return { members: await listMembers(tx, tenantId) };
      },
      'read',
    );
  });

  app.post<{ Body: AddMemberRequest }>(
    '/members',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Add a member; answers with a link to set the password',
        tags: ['team'],
        body: addMemberRequest,
        ...WITH_ACCESS_TOKEN,
        response: { 201: memberWithLinkShape },
      },
    },
    async (request, reply) => {
      const answer = await asAdministrator(request, (tx, caller) =>
        addOrReadmit(deps, tx, caller, request.body),
      );
      return reply.code(201).send(answer);
    },
  );

  app.patch<{ Params: { id: string }; Body: ChangeMemberRequest }>(
    '/members/:id',
    {
      onRequest: app.authenticate,
      schema: {
        summary: 'Change a member',
        tags: ['team'],
        body: changeMemberRequest,
        ...WITH_ACCESS_TOKEN,
        response: { 200: memberShape },
      },
    },
    (request) =>
      asAdministrator(request, async (tx, caller) => {
        const { tenantId } = request.principal;
        const { name, role, regionIds } = request.body;
        const member = await memberOrNothing(tx, tenantId, request.params.id);
        if (!mayManage(caller.role, member.role)) throw notManaged(member.role);
        if (role !== undefined && !mayManage(caller.role, role)) throw notManaged(role);
        if (role !== undefined && role !== 'owner') await refuseLastOwner(tx, tenantId, member);
        await changeMember(tx, tenantId, member.id, {
          name: name === undefined ? undefined : cleanName(name, 'name'),
          role,
          regionIds,
        });
        return { member: await memberOrNothing(tx, tenantId, member.id) };
      }),
  );

  app.post<{ Params: { id: string } }>(
    '/members/:id/link',
    route('A new link to set the password, for somebody invited or who lost it', {
      200: memberWithLinkShape,
    }),
    (request) =>
      asAdministrator(request, async (tx, caller) => {
        const member = await memberOrNothing(tx, request.principal.tenantId, request.params.id);
        if (!mayManage(caller.role, member.role)) throw notManaged(member.role);
        if (member.removedAt !== undefined) throw new Problem('not_found', 'This member was removed.');
        return { member, invite: await makeLink(deps, tx, caller, member) };
      }),
  );

  // The sessions stay: with them the person's devices hand over what they still hold, and nothing else.
  app.delete<{ Params: { id: string } }>(
    '/members/:id',
    route('Remove a member', { 204: NOTHING }),
    async (request, reply) => {
      const { tenantId } = request.principal;
      const removed = await asAdministrator(request, async (tx, caller) => {
        const member = await memberOrNothing(tx, tenantId, request.params.id);
        if (!mayManage(caller.role, member.role)) throw notManaged(member.role);
        await refuseLastOwner(tx, tenantId, member);
        const at = instantOf(deps.now());
        await removeMember(tx, tenantId, member.id, at);
        await endLinks(tx, tenantId, member.id, at);
        return member;
      });
      deps.hub.endAccess(tenantId, removed.id);
      return reply.code(204).send();
    },
  );
}
