-- The twelve synced collections: one typed table each, a column per field of the wire document.
-- sync-server/src/db/columns.ts derives the same columns from the shared schemas, and a test compares the two.
--
-- Besides the document: seq (place in the workspace's order of writes), unit_stamps (when each merge unit last
-- changed), write_note (what the audit row of the last write says besides: {"lost": …, "offer": true}).

-- Forced row-level security, the suspension and role walls, the triggers and the rights of one collection.
-- `lowest` is the least role of a member that may write anything in it.
create procedure setup.collection(target regclass, lowest text)
  language plpgsql as $$
declare
  ladder constant text[] := '{viewer,foreman,scheduler,admin,owner}';
  writers constant text[] := ladder[array_position(ladder, lowest):];
  active constant text := $policy$(select w.status = 'active' from app.workspaces w
    where w.tenant_id = (select nullif(current_setting('app.tenant_id', true), '')::uuid))$policy$;
  permitted constant text := format($policy$(select current_setting('app.role', true)) = any (%L::text[])$policy$, writers);
begin
  call setup.tenant_table(target);
  -- A suspended workspace is read-only, whoever asks.
  execute format('create policy suspended_insert on %s as restrictive for insert with check (%s)', target, active);
  execute format('create policy suspended_update on %s as restrictive for update using (%s) with check (%2$s)', target, active);
  execute format('create policy suspended_delete on %s as restrictive for delete using (%s)', target, active);
  execute format('create policy role_insert on %s as restrictive for insert with check (%s)', target, permitted);
  execute format('create policy role_update on %s as restrictive for update using (%s) with check (%2$s)', target, permitted);
  execute format('create policy role_delete on %s as restrictive for delete using (%s)', target, permitted);

  execute format('create trigger begin_write before insert or update or delete on %s
    for each statement execute function app.begin_write()', target);
  execute format('create trigger number_row before insert or update on %s
    for each row execute function app.number_row()', target);
  execute format('create trigger audit_row after insert or update or delete on %s
    for each row execute function app.audit_row()', target);
  execute format('create trigger end_write after insert or update or delete on %s
    for each statement execute function app.end_write()', target);

  call setup.grant_to('app', 'select, insert, update', target::text);
  call setup.grant_to('jobs', 'select, insert, update, delete', target::text);
end $$;

create table app.settings (
  tenant_id uuid not null,
  id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  deleted boolean not null default false,
  kind text not null,
  office text,
  time_zone text,
  working_days jsonb,
  wind_factor double precision,
  evaporation_bands jsonb,
  weather_day_rule jsonb,
  discharge_limit_min integer,
  weekly_capacity_cy double precision,
  warning_days integer,
  foremen_edit_own_crew boolean,
  keep_photo_positions boolean,
  brand jsonb,
  name text,
  owner_id text,
  shared boolean,
  screen text,
  layout jsonb,
  changes jsonb,
  element text,
  finish text,
  seed jsonb,
  learned jsonb,
  sample_size integer,
  -- Whose eyes alone: an own view that is not shared.
  private_to text generated always as
    (case when kind = 'view' and shared is not true then coalesce(owner_id, updated_by) end) stored,
  unit_stamps jsonb not null default '{}',
  write_note jsonb,
  seq bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);

create table app.regions (
  tenant_id uuid not null,
  id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  deleted boolean not null default false,
  name text,
  code text,
  "order" integer,
  active boolean,
  unit_stamps jsonb not null default '{}',
  write_note jsonb,
  seq bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);

create table app.projects (
  tenant_id uuid not null,
  id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  deleted boolean not null default false,
  number text,
  name text,
  nickname text,
  colour integer,
  region_id text,
  address text,
  latitude double precision,
  longitude double precision,
  time_zone text,
  gc_contact_id text,
  superintendent_id text,
  requirements jsonb,
  scope jsonb,
  status text,
  closed_on date,
  import_keys jsonb,
  note text,
  unit_stamps jsonb not null default '{}',
  write_note jsonb,
  seq bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);

create table app.employees (
  tenant_id uuid not null,
  id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  deleted boolean not null default false,
  name text,
  number text,
  trade text,
  classification text,
  is_foreman boolean,
  home_foreman_id text,
  region_id text,
  email text,
  phone text,
  language text,
  certificates jsonb,
  hired_on date,
  left_on date,
  active boolean,
  user_id text,
  note text,
  unit_stamps jsonb not null default '{}',
  write_note jsonb,
  seq bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);

create table app.resources (
  tenant_id uuid not null,
  id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  deleted boolean not null default false,
  kind text not null,
  name text,
  people jsonb,
  email text,
  phone text,
  address text,
  details jsonb,
  active boolean,
  note text,
  unit_stamps jsonb not null default '{}',
  write_note jsonb,
  seq bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);

create table app.absences (
  tenant_id uuid not null,
  id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  deleted boolean not null default false,
  employee_id text not null,
  "from" date not null,
  "to" date not null,
  part text,
  kind text,
  state text,
  note text,
  requested_by text,
  decided_by text,
  unit_stamps jsonb not null default '{}',
  write_note jsonb,
  seq bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);
create index on app.absences (tenant_id, "to", id);

create table app.schedule_weeks (
  tenant_id uuid not null,
  id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  deleted boolean not null default false,
  employee_id text not null,
  week_start date not null,
  foreman_id text,
  days jsonb,
  note text,
  unit_stamps jsonb not null default '{}',
  write_note jsonb,
  seq bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);
create index on app.schedule_weeks (tenant_id, week_start, id);

create table app.demands (
  tenant_id uuid not null,
  id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  deleted boolean not null default false,
  kind text not null,
  project_id text,
  week_start date not null,
  trade text,
  heads integer,
  heads_by_day jsonb,
  note text,
  requested_by text,
  state text,
  filled_by jsonb,
  unit_stamps jsonb not null default '{}',
  write_note jsonb,
  seq bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);
create index on app.demands (tenant_id, week_start, id);

create table app.pours (
  tenant_id uuid not null,
  id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  deleted boolean not null default false,
  status text,
  number text,
  name text,
  project_id text,
  gc_contact_id text,
  building text,
  level text,
  grid_lines text,
  element text,
  day date,
  time_zone text,
  starts_at timestamptz,
  first_truck_at timestamptz,
  expected_end_at timestamptz,
  area_sf double precision,
  thickness_in double precision,
  theoretical_cy double precision,
  waste_pct double precision,
  ordered_cy double precision,
  hold_cy double precision,
  mix_id text,
  strength_psi double precision,
  strength_age_days integer,
  slump_min_in double precision,
  slump_max_in double precision,
  air_min_pct double precision,
  air_max_pct double precision,
  max_wcm double precision,
  aggregate text,
  admixtures text,
  fibre text,
  concrete_max_f double precision,
  discharge_limit_min integer,
  supplier_id text,
  plant_id text,
  backup_plant_id text,
  order_number text,
  order_status text,
  rate_cy_per_hour double precision,
  spacing_min double precision,
  load_size_cy double precision,
  travel_min double precision,
  method text,
  pump_id text,
  boom_size_m double precision,
  pump_arrives_at timestamptz,
  washout text,
  foreman_id text,
  planned_placers integer,
  planned_finishers integer,
  crew jsonb,
  lab_id text,
  inspector_id text,
  finish text,
  ff_specified double precision,
  fl_specified double precision,
  hardener text,
  cure text,
  saw_cut text,
  saw_cut_assignee_id text,
  saw_cut_at timestamptz,
  vapour_barrier text,
  joint_plan text,
  readiness jsonb,
  weather_call jsonb,
  reason jsonb,
  promoted_from jsonb,
  postponed_to text,
  postponed_from text,
  note text,
  unit_stamps jsonb not null default '{}',
  write_note jsonb,
  seq bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);
create index on app.pours (tenant_id, day, id);
-- Open pours are on every device, however old.
create index on app.pours (tenant_id, id)
  where status in ('tentative', 'scheduled', 'confirmed', 'in_progress', 'placed', 'on_hold');

create table app.pour_logs (
  tenant_id uuid not null,
  id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  deleted boolean not null default false,
  pour_day date not null,
  started_at timestamptz,
  ended_at timestamptz,
  first_truck_at timestamptz,
  last_truck_at timestamptz,
  crew_hours jsonb,
  pump_arrived_at timestamptz,
  pump_started_at timestamptz,
  pump_finished_at timestamptz,
  pump_washed_out_at timestamptz,
  notes text,
  seals jsonb,
  unit_stamps jsonb not null default '{}',
  write_note jsonb,
  seq bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);
create index on app.pour_logs (tenant_id, pour_day, id);

create table app.loads (
  tenant_id uuid not null,
  id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  deleted boolean not null default false,
  pour_id text not null,
  pour_day date not null,
  created_at timestamptz,
  ticket_number text,
  truck_number text,
  plant_id text,
  mix_id text,
  batched_at timestamptz,
  arrived_at timestamptz,
  discharge_started_at timestamptz,
  discharge_ended_at timestamptz,
  load_cy double precision,
  slump_in double precision,
  air_pct double precision,
  concrete_f double precision,
  unit_weight_pcf double precision,
  max_water_gal double precision,
  water_added_gal double precision,
  water_added_by text,
  cylinder_set_ids jsonb,
  placed_at text,
  verdict text,
  reject_reason text,
  reject_note text,
  returned_cy double precision,
  waiver jsonb,
  note text,
  void jsonb,
  unit_stamps jsonb not null default '{}',
  write_note jsonb,
  seq bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);
create index on app.loads (tenant_id, pour_day, id);
create index on app.loads (tenant_id, pour_id);

create table app.pour_events (
  tenant_id uuid not null,
  id text collate "C" not null,
  rev text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  deleted boolean not null default false,
  pour_id text not null,
  pour_day date not null,
  at timestamptz,
  kind text not null,
  fields jsonb,
  void jsonb,
  unit_stamps jsonb not null default '{}',
  write_note jsonb,
  seq bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, seq)
);
create index on app.pour_events (tenant_id, pour_day, id);
create index on app.pour_events (tenant_id, pour_id);

-- The least role that may write anything at all in each; the finer rules are the server's.
call setup.collection('app.settings', 'viewer');
call setup.collection('app.regions', 'admin');
call setup.collection('app.projects', 'scheduler');
call setup.collection('app.employees', 'scheduler');
call setup.collection('app.resources', 'scheduler');
call setup.collection('app.absences', 'foreman');
call setup.collection('app.schedule_weeks', 'foreman');
call setup.collection('app.demands', 'foreman');
call setup.collection('app.pours', 'foreman');
call setup.collection('app.pour_logs', 'foreman');
call setup.collection('app.loads', 'foreman');
call setup.collection('app.pour_events', 'foreman');

-- Others' own views are invisible to a member, for every verb.
do $$ begin
  execute format($policy$create policy own_views on app.settings as restrictive to %I
    using (coalesce(private_to = (select current_setting('app.user_id', true)), true))
    with check (coalesce(private_to = (select current_setting('app.user_id', true)), true))$policy$, setup.role('app'));
end $$;
