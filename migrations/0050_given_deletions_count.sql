-- A deletion that is given back without a row (0033) takes a place in the workspace's order, like every other write.
-- Otherwise a second restore of the same backup would look to its device as if nothing had been lost since the first,
-- and whoever offers the document after that would bring it back unseen.

create function app.count_given_deletion() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update app.workspace_counters set counter = counter + 1 where tenant_id = new.tenant_id;
  return null;
end $$;
create trigger count_given_deletion after insert on app.given_deletions
  for each row execute function app.count_given_deletion();
