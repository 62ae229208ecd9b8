import type { FastifyInstance } from 'fastify';
import type { AccountDeps } from './accounts.ts';
import { loginRoute } from './login.route.ts';
import { logoutRoute } from './logout.route.ts';
import { inviteRoutes } from './invites.route.ts';
import { memberRoutes } from './members.route.ts';
import { passwordRoute } from './password.route.ts';
import { refreshRoute } from './refresh.route.ts';
import { sessionRoutes } from './sessions.route.ts';

/** Signing in and out, and the team. */
export async function accountsPlugin(app: FastifyInstance, deps: AccountDeps): Promise<void> {
  loginRoute(app, deps);
  refreshRoute(app, deps);
  logoutRoute(app, deps);
  sessionRoutes(app, deps);
  passwordRoute(app, deps);
  memberRoutes(app, deps);
  inviteRoutes(app, deps);
}
