import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useRouterState,
} from '@tanstack/react-router';
import { preferences } from '../lib/preferences.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { NotFound } from './not-found.tsx';
import { Providers } from './providers.tsx';
import type { PageName } from './pages.tsx';
import { startPath } from './start-path.ts';

function Root() {
  return (
    <Providers>
      <Outlet />
    </Providers>
  );
}

const root = createRootRoute({ component: Root, notFoundComponent: NotFound });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: startPath(preferences()), replace: true });
  },
});

/** Shortcuts of the installed app: a screen of the workspace that was open last. */
const go = createRoute({
  getParentRoute: () => root,
  path: '/go/$screen',
  beforeLoad: ({ params }) => {
    throw redirect({ to: startPath(preferences(), params.screen), replace: true });
  },
});

type DoorName = 'SignInRoute' | 'SignUpRoute' | 'JoinRoute' | 'AccountsRoute';

const doorRoute = <const Path extends string>(path: Path, name: DoorName) =>
  createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(() => import('./door-routes.tsx'), name),
  });

const workspace = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace',
  component: lazyRouteComponent(() => import('./workspace-route.tsx'), 'WorkspaceRoute'),
  // Within the frame: badge and every other screen stay at hand.
  notFoundComponent: NotFound,
});

/** The screen, in its own boundary: what fails there leaves the frame standing. */
const screen = (path: string, name: PageName) =>
  createRoute({
    getParentRoute: () => workspace,
    path,
    component: function ScreenRoute() {
      const pathname = useRouterState({ select: (state) => state.location.pathname });
      return (
        <ErrorBoundary resetKey={pathname}>
          <Screen name={name} />
        </ErrorBoundary>
      );
    },
  });

const Screen = lazyRouteComponent(() => import('./screen.tsx'), 'Screen');

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: `/w/${params.workspace}/schedule`, replace: true });
  },
});

const routes = root.addChildren([
  start,
  go,
  doorRoute('/sign-in', 'SignInRoute'),
  doorRoute('/sign-up', 'SignUpRoute'),
  doorRoute('/accounts', 'AccountsRoute'),
  doorRoute('/w/$workspace/join', 'JoinRoute'),
  doorRoute('/w/$workspace/sign-in', 'SignInRoute'),
  workspace.addChildren([
    workspaceHome,
    screen('today', 'today'),
    screen('schedule', 'schedule'),
    screen('lookahead', 'lookahead'),
    screen('daily', 'daily'),
    screen('pours', 'pours'),
    screen('pours/$pourId', 'pour'),
    screen('pours/$pourId/log', 'pourLog'),
    screen('roster', 'roster'),
    screen('projects', 'projects'),
    screen('audit', 'audit'),
    screen('audit/undo', 'undoSession'),
    screen('settings', 'settings'),
    screen('review', 'review'),
    screen('support', 'support'),
  ]),
]);

export const makeRouter = () =>
  createRouter({
    routeTree: routes,
    defaultPreload: false,
    scrollRestoration: false,
    defaultPendingMs: 0,
    defaultNotFoundComponent: NotFound,
  });
