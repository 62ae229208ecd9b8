import type { ConfigEnv, Plugin, UserConfig } from 'vite';
import client from '../../client/vite.config.ts';

/** What the next release changes, file by file: the end of its path, what stands there, and what will. */
const CHANGES = [
  ['shared/src/schema/schedule-weeks.ts', 'version: 0', 'version: 1'],
  [
    'client/src/db/migrations.ts',
    'MIGRATIONS: Partial<Record<CollectionName, MigrationStrategies>> = {',
    `MIGRATIONS: Partial<Record<CollectionName, MigrationStrategies>> = {
      schedule_weeks: { 1: migrationStep((fields) => ({ ...fields, note: fields.note ?? 'carried over' })) },`,
  ],
  ['client/index.html', '</head>', '<meta name="release" content="1"></head>'],
] as const;

const changed = (id: string, code: string): string | undefined => {
  const change = CHANGES.find(([path]) => id.endsWith(path));
  if (!change) return undefined;
  const [path, from, to] = change;
  if (!code.includes(from)) throw new Error(`${path} does not say ${from} any more`);
  return code.replace(from, to);
};

/** A release after this one, in which the weeks of the schedule have another shape on the device. */
const nextRelease: Plugin = {
  name: 'next-release',
  enforce: 'pre',
  transform: (code, id) => changed(id, code),
  transformIndexHtml: { order: 'pre', handler: (html) => changed('client/index.html', html) },
};

export default (env: ConfigEnv): UserConfig => {
  const config = client(env);
  return { ...config, plugins: [nextRelease, ...(config.plugins ?? [])] };
};
