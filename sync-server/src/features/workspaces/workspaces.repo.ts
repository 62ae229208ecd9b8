import type { Queries } from '../../db/scope.ts';

export async function isSlugTaken(tx: Queries, slug: string): Promise<boolean> {
  const { rows } = await tx.query('select 1 from directory.workspaces where slug = $1', [slug]);
  return rows.length > 0;
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
