import type { Absence } from '../../schema/absences.ts';
import type { Employee } from '../../schema/employees.ts';
import type { Project } from '../../schema/projects.ts';
import type { Part } from '../../schema/schedule-weeks.ts';
import { partsOverlap, type Cell } from './cells.ts';
import { isActive } from './person-names.ts';

type CertificateState = 'missing' | 'expired' | 'ending';

/** What is wrong with a cell, or soon will be. */
export type Clash =
  | { readonly kind: 'double' }
  | { readonly kind: 'absent'; readonly absence: Absence }
  | { readonly kind: 'inactive' }
  | {
      readonly kind: 'certificate';
      readonly certificate: string;
      readonly state: CertificateState;
      readonly endsOn?: string;
      readonly projectId: string;
    };

const partOf = (absence: Absence): Part => absence.part ?? 'full';

/** Approved, and over this day. */
const covers = (absence: Absence, date: string): boolean =>
  absence.state === 'approved' && absence.from <= date && date <= absence.to;

export const absenceOn = (absences: readonly Absence[], date: string): Absence | undefined =>
  absences.find((absence) => covers(absence, date));

export interface CertificateRules {
  /** The day from which "ending soon" counts; the office's today. */
  readonly today: string;
  /** The last day that counts as soon. */
  readonly warnUntil: string;
}

/** How a person stands with one certificate on the day it is needed. */
function certificateState(
  person: Employee,
  certificate: string,
  date: string,
  rules: CertificateRules,
): { readonly state: CertificateState; readonly endsOn?: string } | undefined {
  const held = heldCertificate(person, certificate);
  if (!held) return { state: 'missing' };
  if (held.endsOn === undefined) return undefined;
  if (held.endsOn < date) return { state: 'expired', endsOn: held.endsOn };
  return held.endsOn <= rules.warnUntil ? { state: 'ending', endsOn: held.endsOn } : undefined;
}

function heldCertificate(person: Employee, certificate: string): { endsOn?: string } | undefined {
  const held = person.certificates ?? {};
  const wanted = certificate.trim().toLowerCase();
  const kind = Object.keys(held).find((name) => name.trim().toLowerCase() === wanted);
  return kind === undefined ? undefined : held[kind];
}

/** Certificates of a person that have ended or end soon, whatever the job: the flag beside the name. */
export function certificatesEnding(
  person: Employee,
  rules: CertificateRules,
): { readonly certificate: string; readonly endsOn: string; readonly state: 'expired' | 'ending' }[] {
  return Object.entries(person.certificates ?? {})
    .flatMap(([certificate, { endsOn }]) =>
      endsOn !== undefined && endsOn <= rules.warnUntil
        ? [{ certificate, endsOn, state: endsOn < rules.today ? ('expired' as const) : ('ending' as const) }]
        : [],
    )
    .sort((a, b) => (a.endsOn < b.endsOn ? -1 : 1));
}

export interface ClashFacts {
  readonly person: Employee;
  readonly date: string;
  readonly absences: readonly Absence[];
  readonly projectById: ReadonlyMap<string, Project>;
  readonly rules: CertificateRules;
}

/** Everything that speaks against a cell; an empty cell clashes with nothing. */
export function clashesOf(cell: Cell, facts: ClashFacts): Clash[] {
  if (cell.length === 0) return [];
  const clashes: Clash[] = [];
  const [first, second] = cell;
  if (first && second && partsOverlap(first.part, second.part)) clashes.push({ kind: 'double' });
  const jobs = cell.filter((one) => one.projectId !== undefined);
  if (jobs.length === 0) return clashes;
  const absence = facts.absences.find(
    (one) => covers(one, facts.date) && jobs.some((job) => partsOverlap(job.part, partOf(one))),
  );
  if (absence) clashes.push({ kind: 'absent', absence });
  if (!isActive(facts.person) || (facts.person.leftOn !== undefined && facts.person.leftOn < facts.date))
    clashes.push({ kind: 'inactive' });
  for (const { projectId = '' } of jobs)
    for (const certificate of facts.projectById.get(projectId)?.requirements ?? []) {
      const found = certificateState(facts.person, certificate, facts.date, facts.rules);
      if (found) clashes.push({ kind: 'certificate', certificate, projectId, ...found });
    }
  return clashes;
}

/** A red corner is for what is wrong now; a certificate that will end is only told. */
export const isWrong = (clash: Clash): boolean => clash.kind !== 'certificate' || clash.state !== 'ending';
