import { addDays, dayInZone, mondayOf } from 'shared/lib/days.ts';
import { toInstant } from 'shared/lib/instants.ts';
import type { Role } from 'shared/domain/permissions.ts';
import { idOf, markOf } from './random.ts';
import { SCALES, type CompanySize, type Scale } from './scale.ts';
import { MINUTE_MS, OFFICE_ZONE, siteMs } from './time.ts';

export interface DemoUser {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

export interface DemoWorkspace {
  readonly id: string;
  readonly slug: 'demo';
  readonly companyName: string;
  readonly office: string;
  readonly timeZone: string;
}

const user = (role: Role, name: string): DemoUser => ({
  id: idOf(`user ${role}`),
  email: `${role}@demo.example`,
  name,
  role,
});

/** Everybody who can sign in. The foreman leads the Alvarez crew. */
export const DEMO_USERS = {
  owner: user('owner', 'Walt Kessler'),
  admin: user('admin', 'Priya Tran'),
  scheduler: user('scheduler', 'Dana Kim'),
  foreman: user('foreman', 'Ramon Alvarez'),
  viewer: user('viewer', 'Joan Moreno'),
} as const;

export const DEMO_WORKSPACE: DemoWorkspace = {
  id: idOf('workspace demo'),
  slug: 'demo',
  companyName: 'Tri-County Concrete',
  office: 'Dallas',
  timeZone: OFFICE_ZONE,
};

/** What every part of the company is made from: how large, which day, and what time it is. */
export interface Company {
  readonly size: CompanySize;
  readonly scale: Scale;
  readonly today: string;
  /** The Monday of this week. */
  readonly monday: string;
  readonly nowMs: number;
  /** Weeks of history: a quarter, a year, or as many years as a benchmark asks for. */
  readonly weeksBack: number;
}

export interface DemoOptions {
  /** The moment at which the company is looked at, in milliseconds; without it, twenty to eight in the morning. */
  readonly nowMs?: number;
  /** Years of history in place of the size's own. */
  readonly years?: number;
}

export function companyOf(size: CompanySize, today: string, options: DemoOptions = {}): Company {
  const nowMs = options.nowMs ?? siteMs(today, 7 * 60 + 41, OFFICE_ZONE);
  if (dayInZone(nowMs, OFFICE_ZONE) !== today)
    throw new Error(`it is not ${today} in ${OFFICE_ZONE} at that moment`);
  const scale = SCALES[size];
  return {
    size,
    scale,
    today,
    monday: mondayOf(today),
    nowMs,
    weeksBack: options.years === undefined ? scale.weeksBack : Math.round(options.years * 52),
  };
}

/** The Monday `week` weeks from this one. */
export const mondayAt = (company: Company, week: number): string => addDays(company.monday, week * 7);

/** What every document carries. Nothing was written after now: what would be, was written a little while ago. */
export interface Written {
  readonly id: string;
  readonly rev: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
}

export function written(company: Company, id: string, by: DemoUser, atMs: number): Written {
  const mark = markOf(`${id} ${atMs}`);
  const jitterMs = Number.parseInt(mark.slice(0, 4), 16) % MINUTE_MS;
  const agoMs = (1 + (Number.parseInt(mark.slice(4, 7), 16) % 45)) * MINUTE_MS;
  const moment = atMs + jitterMs > company.nowMs ? company.nowMs - agoMs : atMs + jitterMs;
  return { id, rev: `demo-${mark}`, updatedAt: toInstant(moment), updatedBy: by.id };
}
