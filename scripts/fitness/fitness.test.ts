import { describe, expect, test } from 'vitest';
import { cyclesIn } from './cycles.ts';
import { forbidden } from './layers.ts';
import { filesUnder, isTest, read, sourceFiles, type SourceFile } from './source-tree.ts';

const files = sourceFiles();
const product = files.filter((file) => !isTest(file.path));

const offenders = (wrong: (file: SourceFile) => boolean, among = product): string[] =>
  among.filter(wrong).map((file) => file.path);

describe('who may import whom', () => {
  test('every import follows the table of layers', () => {
    const wrong = product.flatMap((file) =>
      file.imports
        .map((to) => forbidden(file.path, to))
        .filter((why) => why !== undefined)
        .map((why) => `${file.path}: ${why}`),
    );
    expect(wrong).toEqual([]);
  });

  test('there are no cycles, type imports included', () => {
    expect(cyclesIn(new Map(files.map((file) => [file.path, file.imports])))).toEqual([]);
  });

  test('only the database folder imports pg', () => {
    expect(
      offenders(
        (file) =>
          file.imports.some((to) => /^pg($|\/|-)/.test(to)) &&
          // The simulation looks at the tables as their administrator does.
          !/^(sync-server\/src\/db\/|sim\/processes\.ts$)/.test(file.path),
      ),
    ).toEqual([]);
  });

  test('only repos, db and sync import RxDB', () => {
    const allowed = /^client\/src\/(db|sync)\/|\.repo\.ts$/;
    expect(
      offenders((file) => file.imports.some((to) => /^rxdb($|\/)/.test(to)) && !allowed.test(file.path)),
    ).toEqual([]);
  });

  test('only the scope file sets the tenant scope', () => {
    expect(
      offenders(
        (file) =>
          /set_config\(\s*'app\.|\bset\s+(local\s+|session\s+)?app\./i.test(file.text) &&
          // The simulation plants a scope that is set wrongly.
          !['sync-server/src/db/scope.ts', 'sim/real/planted.ts'].includes(file.path),
      ),
    ).toEqual([]);
  });

  test('only the database folder touches a pool: everybody else asks in a scope', () => {
    expect(
      offenders(
        (file) =>
          file.path.startsWith('sync-server/src/') &&
          /\.pool\(|new pg\./.test(file.text) &&
          !file.path.startsWith('sync-server/src/db/'),
      ),
    ).toEqual([]);
  });

  test('only the configuration reads the environment', () => {
    expect(
      offenders(
        (file) =>
          file.path.includes('/src/') &&
          /process\.env/.test(file.text) &&
          !/^sync-server\/src\/(config[^/]*|main|restored)\.ts$/.test(file.path),
      ),
    ).toEqual([]);
  });

  test('the demo company is not in the client', () => {
    expect(
      offenders((file) => file.path.startsWith('client/') && file.imports.some((to) => to.includes('demo'))),
    ).toEqual([]);
  });
});

describe('the shape of files', () => {
  test('no file reaches 600 lines, and 95 in 100 stay within 300', () => {
    expect(offenders((file) => file.lines >= 600, files)).toEqual([]);
    const long = offenders((file) => file.lines > 300);
    expect(long.length, long.join('\n')).toBeLessThanOrEqual(product.length * 0.05);
  });

  test('names are kebab-case, and nothing is a barrel or a utils', () => {
    expect(offenders((file) => !/\/[a-z0-9]+([.-][a-z0-9]+)*\.tsx?$/.test(file.path), files)).toEqual([]);
    expect(
      offenders(
        (file) => /(^|\/)(index\.tsx?|utils?\.tsx?|helpers?\.tsx?|utils?\/|helpers?\/)/.test(file.path),
        files,
      ),
    ).toEqual([]);
  });

  test('no default exports but where a tool asks for one', () => {
    const isAsked = (path: string): boolean => path.endsWith('.config.ts');
    expect(offenders((file) => !isAsked(file.path) && /^export default /m.test(file.text))).toEqual([]);
  });
});

describe('what is typed', () => {
  /** A box whose value belongs to the form around it, and one that is only read. */
  const noForms = [
    'client/src/features/account/password-field.tsx',
    'client/src/features/team/link-dialog.tsx',
  ];

  test('every form keeps a draft, or at least lets no update of the app take what stands in it', () => {
    const keeps = /\buse(FormValues|FormDraft|SheetDraft|DirtyForm)[<(]/;
    const forms = product.filter(
      ({ path, text }) => path.startsWith('client/src/features/') && /<(TextField|form)\b/.test(text),
    );
    expect(forms.length).toBeGreaterThan(10);
    const careless = forms.filter(({ path, text }) => !keeps.test(text) && !noForms.includes(path));
    expect(careless.map(({ path }) => path)).toEqual([]);
  });
});

describe('specifications', () => {
  test.each(['shared/src/merge/SPEC.md', 'client/src/sync/SPEC.md'])(
    'every rule of %s is cited by a test',
    (spec) => {
      const ids = [...read(spec).matchAll(/\*\*([A-Z]+\d+[a-z]?)\*\*/g)].map((match) => match[1] ?? '');
      expect(ids.length).toBeGreaterThan(5);
      const tests = ['shared/src', 'client/src', 'sync-server/src', 'e2e', 'sim']
        .flatMap((folder) => filesUnder(folder, /\.(test|spec)\.tsx?$/))
        .map(read)
        .join('\n');
      const missing = [...new Set(ids)].filter((id) => !new RegExp(`\\b${id}\\b`).test(tests));
      expect(missing).toEqual([]);
    },
  );
});

describe('the table of layers notices', () => {
  test.each([
    ['client/src/features/roster/a.ts', 'client/src/features/schedule/b.ts'],
    ['client/src/ui/a.tsx', 'client/src/sync/b.ts'],
    ['client/src/db/a.ts', 'client/src/sync/b.ts'],
    ['client/src/lib/a.ts', 'sync-server/src/db/pool.ts'],
    ['shared/src/domain/a.ts', 'react'],
    ['shared/src/lib/a.ts', 'shared/src/domain/b.ts'],
    ['sync-server/src/features/sync/a.ts', 'sync-server/src/features/audit/b.ts'],
    ['sync-server/src/db/a.ts', 'sync-server/src/plugins/b.ts'],
    ['client/src/sync/a.ts', 'sim/model/b.ts'],
  ])('%s importing %s', (from, to) => {
    expect(forbidden(from, to)).toBeDefined();
  });

  test('a cycle through three files', () => {
    const graph = new Map([
      ['a.ts', ['b.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['a.ts']],
      ['d.ts', ['a.ts']],
    ]);
    expect(cyclesIn(graph)).toEqual([['a.ts', 'b.ts', 'c.ts']]);
  });
});
