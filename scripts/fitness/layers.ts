/**
 * Who may import whom, as data. A path belongs to the first layer whose prefix it starts with; `self` stands for
 * the same layer, `package:` for something from node_modules.
 */
export interface Layer {
  readonly name: string;
  readonly prefix: RegExp;
  /** Layers that this one may import. */
  readonly may: readonly string[];
  /** Packages (by the start of their name) that this layer may import; absent means any. */
  readonly packages?: readonly string[];
}

const PURE_PACKAGES = ['@internationalized/date', 'json-schema-to-ts'];

export const LAYERS: readonly Layer[] = [
  { name: 'shared/lib', prefix: /^shared\/src\/lib\//, may: ['shared/lib'], packages: PURE_PACKAGES },
  {
    name: 'shared/schema',
    prefix: /^shared\/src\/schema\//,
    may: ['shared/schema', 'shared/lib'],
    packages: PURE_PACKAGES,
  },
  {
    name: 'shared/domain',
    prefix: /^shared\/src\/domain\//,
    may: ['shared/domain', 'shared/schema', 'shared/lib'],
    packages: PURE_PACKAGES,
  },
  {
    name: 'shared/merge',
    prefix: /^shared\/src\/merge\//,
    may: ['shared/merge', 'shared/protocol', 'shared/domain', 'shared/schema', 'shared/lib'],
    packages: PURE_PACKAGES,
  },
  {
    name: 'shared/protocol',
    prefix: /^shared\/src\/protocol\//,
    may: ['shared/protocol', 'shared/domain', 'shared/schema', 'shared/lib'],
    packages: PURE_PACKAGES,
  },

  {
    name: 'shared/history',
    prefix: /^shared\/src\/history\//,
    may: ['shared/history', 'shared/merge', 'shared/protocol', 'shared/schema', 'shared/lib'],
    packages: PURE_PACKAGES,
  },

  { name: 'server/db', prefix: /^sync-server\/src\/db\//, may: ['server/db', 'shared'] },
  { name: 'server/demo', prefix: /^sync-server\/src\/demo\//, may: ['server/demo', 'server/db', 'shared'] },
  {
    name: 'server/plugins',
    prefix: /^sync-server\/src\/plugins\//,
    may: ['server/plugins', 'server/db', 'server/config', 'shared'],
  },
  { name: 'server/config', prefix: /^sync-server\/src\/config(-.*)?\.ts$/, may: ['server/config', 'shared'] },
  {
    name: 'server/features',
    prefix: /^sync-server\/src\/features\//,
    may: ['same feature', 'server/plugins', 'server/db', 'server/config', 'shared'],
  },
  {
    name: 'server/jobs',
    prefix: /^sync-server\/src\/jobs\//,
    may: ['server/jobs', 'server/features', 'server/db', 'server/config', 'shared'],
  },
  {
    name: 'server/app',
    prefix: /^sync-server\/src\/[^/]+\.ts$/,
    may: [
      'server/app',
      'server/config',
      'server/plugins',
      'server/features',
      'server/jobs',
      'server/db',
      'server/demo',
      'shared',
    ],
  },

  { name: 'client/lib', prefix: /^client\/src\/lib\//, may: ['client/lib', 'shared'] },
  { name: 'client/ui', prefix: /^client\/src\/ui\//, may: ['client/ui', 'client/lib'] },
  { name: 'client/db', prefix: /^client\/src\/db\//, may: ['client/db', 'client/lib', 'shared'] },
  {
    name: 'client/sync',
    prefix: /^client\/src\/sync\//,
    may: ['client/sync', 'client/db', 'client/lib', 'shared'],
  },
  {
    name: 'client/pwa',
    prefix: /^client\/src\/pwa\//,
    may: ['client/pwa', 'client/db', 'client/sync', 'client/ui', 'client/lib', 'shared'],
  },
  {
    name: 'client/features',
    prefix: /^client\/src\/features\//,
    may: ['same feature', 'client/sync', 'client/db', 'client/ui', 'client/lib', 'shared'],
  },
  {
    name: 'client/app',
    prefix: /^client\/src\/(app\/|[^/]+$)/,
    may: [
      'client/app',
      'client/pwa',
      'client/features',
      'client/sync',
      'client/db',
      'client/ui',
      'client/lib',
      'shared',
    ],
  },
  // The simulation drives everything; nobody imports it.
  {
    name: 'sim',
    prefix: /^sim\//,
    may: [
      'sim',
      'client/sync',
      'client/db',
      'client/lib',
      'server/app',
      'server/features',
      'server/plugins',
      'server/db',
      'shared',
    ],
  },
];

export const layerOf = (path: string): Layer | undefined => LAYERS.find((layer) => layer.prefix.test(path));

const featureOf = (path: string): string | undefined => /\/features\/([^/]+)\//.exec(path)?.[1];

/** Why `from` may not import `to`, or nothing when it may. Both are paths from the root, or a package's name. */
export function forbidden(from: string, to: string): string | undefined {
  const layer = layerOf(from);
  if (!layer) return `${from} is in no layer`;
  const target = layerOf(to);
  if (!target) {
    const isPackage = !/^(shared|sync-server|client)\/src\/|^sim\//.test(to);
    if (!isPackage) return `${to} is in no layer`;
    if (to.startsWith('client/') || to.startsWith('sync-server/')) return undefined;
    if (layer.packages && !layer.packages.some((name) => to.startsWith(name)))
      return `${layer.name} may not import ${to}`;
    return undefined;
  }
  if (target.name.startsWith('shared/') && layer.may.includes('shared')) return undefined;
  if (layer.may.includes('same feature') && target.name === layer.name) {
    return featureOf(from) === featureOf(to)
      ? undefined
      : `feature ${featureOf(from)} may not import feature ${featureOf(to)}`;
  }
  return layer.may.includes(target.name) ? undefined : `${layer.name} may not import ${target.name}`;
}
