import type { Project } from '../../schema/projects.ts';
import type { CellStatus, Part } from '../../schema/schedule-weeks.ts';
import { assign, EMPTY_CELL, inOrder, joinHalves, workOf, type Cell, type Work } from './cells.ts';
import { isOpenJob } from './counts.ts';

/** How each status is written into a cell, and what else people type for it (English and Spanish). */
const STATUS_TEXT: Readonly<Record<CellStatus, { code: string; also: readonly string[] }>> = {
  pto: { code: 'PTO', also: ['vac', 'vacation', 'holiday', 'vacaciones', 'permiso'] },
  sick: { code: 'SICK', also: ['sic', 'ill', 'enf', 'enfermo', 'enferma'] },
  training: { code: 'TRN', also: ['train', 'training', 'cap', 'capacitacion', 'capacitación'] },
  school: { code: 'SCHOOL', also: ['sch', 'class', 'esc', 'escuela'] },
  off: { code: 'OFF', also: ['day off', 'libre', 'descanso'] },
  laid_off: { code: 'LO', also: ['l/o', 'laid off', 'layoff', 'laid', 'baja', 'despedido'] },
  shop: { code: 'SHOP', also: ['yard', 'taller', 'patio'] },
};
export const STATUSES = Object.keys(STATUS_TEXT) as CellStatus[];

const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').trim().replace(/\s+/g, ' ').toLowerCase();

interface JobEntry {
  readonly project: Project;
  readonly number: string;
  readonly names: readonly string[];
  readonly keys: readonly string[];
  readonly open: boolean;
}

/** The jobs of a workspace, folded once so that every keystroke is a plain comparison. */
export interface JobIndex {
  readonly entries: readonly JobEntry[];
  readonly byId: ReadonlyMap<string, Project>;
}

const defined = (texts: readonly (string | undefined)[]): string[] =>
  texts.filter((text): text is string => text !== undefined && text.trim() !== '').map(fold);

export function indexJobs(projects: readonly Project[]): JobIndex {
  return {
    entries: projects.map((project) => ({
      project,
      number: fold(project.number ?? ''),
      names: defined([project.nickname, project.name]),
      keys: defined(project.importKeys ?? []),
      open: isOpenJob(project) || project.status === 'planned',
    })),
    byId: new Map(projects.map((project) => [project.id, project])),
  };
}

export type Match = Work & { readonly score: number };

/** The nearer the text is to what is typed, the higher; 0 is no match. */
function scoreJob(entry: JobEntry, typed: string): number {
  if (entry.number === typed) return 100;
  if (entry.names.includes(typed)) return 96;
  if (entry.keys.includes(typed)) return 94;
  if (entry.number !== '' && entry.number.startsWith(typed)) return 80;
  if (entry.names.some((name) => name.startsWith(typed))) return 74;
  if (entry.names.some((name) => name.split(' ').some((word) => word.startsWith(typed)))) return 62;
  if (entry.number !== '' && typed.length > 1 && entry.number.includes(typed)) return 50;
  if (typed.length > 1 && entry.names.some((name) => name.includes(typed))) return 40;
  return 0;
}

function scoreStatus(status: CellStatus, typed: string): number {
  const { code, also } = STATUS_TEXT[status];
  const written = code.toLowerCase();
  if (written === typed || also.some((word) => fold(word) === typed)) return 98;
  if (written.startsWith(typed)) return 78;
  return also.some((word) => fold(word).startsWith(typed)) ? 70 : 0;
}

/** What the typed text could mean, nearest first; jobs that are over stand behind open ones. */
export function matches(typed: string, jobs: JobIndex, limit = 8): Match[] {
  const text = fold(typed);
  if (text === '') return [];
  const found: (Match & { readonly label: string })[] = [];
  for (const entry of jobs.entries) {
    const score = scoreJob(entry, text) - (entry.open ? 0 : 35);
    if (score > 0)
      found.push({
        kind: 'project',
        projectId: entry.project.id,
        score,
        label: entry.number || entry.names[0] || '',
      });
  }
  for (const status of STATUSES) {
    const score = scoreStatus(status, text);
    if (score > 0) found.push({ kind: 'status', status, score, label: STATUS_TEXT[status].code });
  }
  return found
    .sort((a, b) => b.score - a.score || a.label.localeCompare(b.label, 'en', { numeric: true }))
    .slice(0, limit)
    .map(({ label: _label, ...match }) => match);
}

/**
 * Text that names one thing without doubt: a whole number, nickname, name, status, or "2418 Riverside L3". A number
 * that two open jobs carry names neither.
 */
export function exactly(typed: string, jobs: JobIndex): Work | undefined {
  const text = fold(typed);
  const [best, next] = matches(text, jobs, 2);
  if (best && best.score >= 94) return next?.score === best.score ? undefined : bare(best);
  const closed = jobs.entries.filter((entry) => scoreJob(entry, text) >= 94);
  if (closed.length === 1 && closed[0]) return { kind: 'project', projectId: closed[0].project.id };
  const [number = ''] = text.split(' ');
  const labelled = jobs.entries.find(
    (entry) =>
      entry.number !== '' &&
      entry.number === number &&
      entry.names.some((name) => `${number} ${name}` === text),
  );
  return labelled ? { kind: 'project', projectId: labelled.project.id } : undefined;
}

const bare = (match: Match): Work =>
  match.kind === 'project'
    ? { kind: 'project', projectId: match.projectId }
    : { kind: 'status', status: match.status };

/** What somebody typed, taken apart: a text for the day, or one for either half. */
export interface Typed {
  readonly parts: readonly { readonly part: Part; readonly text: string }[];
}

const HALF_BEFORE = /^(am|pm|1st half|2nd half|1h|2h|mañana|manana|tarde)[\s:]+(.*)$/i;
const HALF_AFTER = /^(.*\S)\s+(am|pm|1st half|2nd half)$/i;
const isMorning = (word: string): boolean => /^(am|1|ma)/i.test(word);

/** `2418` · `2418/2390` · `/2390` (afternoon only) · `am 2418` · `2418 pm`. */
export function takeApart(typed: string): Typed {
  const text = typed.trim();
  if (text === '' || text === '-' || text === '–') return { parts: [] };
  const before = HALF_BEFORE.exec(text) ?? undefined;
  const after = HALF_AFTER.exec(text) ?? undefined;
  const half = before ? [before[1], before[2]] : after ? [after[2], after[1]] : undefined;
  if (half) return { parts: [{ part: isMorning(half[0] ?? '') ? 'am' : 'pm', text: half[1] ?? '' }] };
  const slash = text.indexOf('/');
  if (slash < 0 || fold(text) === 'l/o') return { parts: [{ part: 'full', text }] };
  const sides = [
    { part: 'am' as const, text: text.slice(0, slash).trim() },
    { part: 'pm' as const, text: text.slice(slash + 1).trim() },
  ];
  return { parts: sides.filter((side) => side.text !== '' && side.text !== '-') };
}

type Parsed =
  | { readonly kind: 'cell'; readonly cell: Cell }
  | { readonly kind: 'unknown'; readonly text: string; readonly near: readonly Match[] };

/** Text to cell. `pick` is what the person chose from the list for the part being typed, the last one. */
export function parseCell(typed: string, jobs: JobIndex, pick?: Work): Parsed {
  const whole = pick ? undefined : exactly(typed, jobs);
  if (whole) return { kind: 'cell', cell: [assign(whole)] };
  const { parts } = takeApart(typed);
  if (parts.length === 0) return { kind: 'cell', cell: EMPTY_CELL };
  const cell = [];
  for (const [at, { part, text }] of parts.entries()) {
    const work = at === parts.length - 1 && pick ? pick : exactly(text, jobs);
    if (!work) return { kind: 'unknown', text, near: matches(text, jobs, 3) };
    cell.push(assign(work, part));
  }
  return { kind: 'cell', cell: joinHalves(inOrder(cell)) };
}

export function workText(work: Work | undefined, jobs: JobIndex): string {
  if (!work) return '';
  if (work.kind === 'status') return STATUS_TEXT[work.status].code;
  const project = jobs.byId.get(work.projectId);
  return project?.number ?? project?.nickname ?? project?.name ?? '?';
}

/** Cell to the text that `parseCell` reads back. */
export function cellText(cell: Cell, jobs: JobIndex): string {
  const [first, second] = inOrder(cell);
  if (!first) return '';
  const text = workText(workOf(first), jobs);
  if (second) return `${text}/${workText(workOf(second), jobs)}`;
  return first.part === 'full' ? text : `${first.part} ${text}`;
}
