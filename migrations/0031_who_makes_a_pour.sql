-- The role wall by verb: a foreman changes own pours and makes none. A policy cannot say it, since PostgreSQL asks
-- the policies of INSERT for every upsert; this trigger fires only where a row is really new.

create function app.refuse_creator() returns trigger
  language plpgsql as $$
begin
  raise exception 'this role creates no such record' using errcode = 'insufficient_privilege';
end $$;

create trigger role_create after insert on app.pours for each row
  when (current_setting('app.role', true) is null
    or current_setting('app.role', true) <> all ('{scheduler,admin,owner}'::text[]))
  execute function app.refuse_creator();
