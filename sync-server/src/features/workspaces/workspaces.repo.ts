import type { Queries } from '../../db/scope.ts';

export async function isSlugTaken(tx: Queries, slug: string): Promise<boolean> {
  const { rows } = await tx.query('select 1 from directory.workspaces where slug = $1', [slug]);
  return rows.length > 0;
}

/** The first of these that nobody has. */
export async function firstFreeSlug(tx: Queries, slugs: readonly string[]): Promise<string | undefined> {
  const { rows } = await tx.query<{ slug: string }>(
    'select slug from directory.workspaces where slug = any($1)',
    [slugs],
  );
  const taken = new Set(rows.map(({ slug }) => slug));
  return slugs.find((slug) => !taken.has(slug));
}

/** False when somebody else took the slug first. Waits for one who is about to. */
export async function insertWorkspace(
  tx: Queries,
  workspace: { readonly id: string; readonly slug: string; readonly companyName: string },
): Promise<boolean> {
  const { count } = await tx.query(
    'insert into directory.workspaces (slug, workspace_id) values ($1, $2) on conflict (slug) do nothing',
    [workspace.slug, workspace.id],
  );
  if (count === 0) return false;
  await tx.query('insert into app.workspaces (tenant_id, slug, company_name) values ($1, $2, $3)', [
    workspace.id,
    workspace.slug,
    workspace.companyName,
  ]);
  return true;
}
