import type { FastifyRequest } from 'fastify';
import { uuidv7 } from 'shared/lib/ids.ts';
import type { SignedIn, SignUpRequest } from 'shared/protocol/auth.ts';
import type { Queries } from '../../db/scope.ts';
import {
  addPerson,
  cleanEmail,
  cleanName,
  openSession,
  preparePassword,
  refuseWeakPassword,
  type AccountDeps,
} from './accounts.ts';
import { originOf } from './caller.ts';

/** The owner of a workspace that is about to be: checked and hashed here, stored by `settle` inside its scope. */
export async function prepareFounder(
  deps: AccountDeps,
  form: SignUpRequest,
  request: FastifyRequest,
): Promise<{ companyName: string; settle(tx: Queries, tenantId: string): Promise<SignedIn> }> {
  const companyName = cleanName(form.companyName, 'companyName');
  const name = cleanName(form.name, 'name');
  const email = cleanEmail(form.email);
  const origin = originOf(request);
  refuseWeakPassword(form.password, { role: 'owner', known: [companyName, form.slug, name, email] });
  const password = await preparePassword(deps, form.password);
  return {
    companyName,
    settle: async (tx, tenantId) => {
      const userId = uuidv7(deps.now(), deps.random);
      await addPerson(deps, tx, tenantId, { id: userId, email, name, role: 'owner' }, password);
      return openSession(deps, tx, { tenantId, userId }, origin);
    },
  };
}
