-- Nobody in the product suspends, renames or unlists a workspace yet, so no role of its can. The accounts feature only
-- holds the row while it changes a team, and the right to update a column is the right to lock.

create procedure setup.take_from(kind text, privileges text, target text)
  language plpgsql as $$
begin
  execute format('revoke %s on %s from %I', privileges, target, setup.role(kind));
end $$;

alter table app.workspaces add column locked boolean not null default false check (not locked);
call setup.take_from('accounts', 'update', 'app.workspaces');
call setup.grant_to('accounts', 'update (locked)', 'app.workspaces');
call setup.take_from('accounts', 'delete', 'directory.workspaces');
