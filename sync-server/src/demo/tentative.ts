import { addDays, weekDays } from 'shared/lib/days.ts';
import { mondayAt, type Company } from './company.ts';
import { loadSizeFor, pourId, rateFor, type Draft } from './draft.ts';
import { drawCy, drawKind, kindOf, nameOf } from './pour-kinds.ts';
import type { Parts } from './parts.ts';
import { randomFor } from './random.ts';

/**
 * Ideas for the weeks to come, until the week holds as much concrete as the skyline has there. Early in the year the
 * weeks are fuller than plants and crews can take, around Christmas nearly nothing is planned.
 */
export function draftTentative(parts: Parts, week: number, committed: readonly Draft[]): Draft[] {
  const { company, jobs, people, supplies } = parts;
  const wantedCy = company.scale.weeklyCapacityCy * fullness(company, week);
  const drafts: Draft[] = [];
  let plannedCy = committed
    .filter(({ status }) => !['cancelled', 'postponed', 'rained_out'].includes(status))
    .reduce((sum, { orderedCy }) => sum + orderedCy, 0);
  const most = company.scale.poursAWeek;
  for (let nth = 0; plannedCy < wantedCy && nth < most; nth += 1) {
    const random = randomFor(`tentative ${company.size} ${week} ${nth}`);
    const job = jobs.active[(week * 13 + nth * 7 + (nth % 3)) % jobs.active.length];
    const plant = random.pick(supplies.plants);
    if (job === undefined) break;
    const giant = company.size !== 'S' && wantedCy > 2_000 && week >= 4 && nth === 0 && week % 5 === 0;
    const kind = giant
      ? kindOf('slab_on_grade')
      : bigger(drawKind(job.kind, random), drawKind(job.kind, random));
    const orderedCy = giant ? random.int(110, 200) * 10 : drawCy(kind, random);
    const method = random.weighted(kind.methods);
    const near = people.foremen.filter(({ region }) => region === job.region);
    const foreman = week < 12 && near.length > 0 && random.chance(0.4) ? random.pick(near) : undefined;
    // This week's ideas are for the days that are left of it.
    const daysLeft = weekDays(mondayAt(company, week))
      .filter((day) => day > company.today)
      .slice(0, 5);
    drafts.push({
      id: pourId(company, `tentative ${week} ${nth}`),
      week,
      day: daysLeft.length === 0 ? addDays(company.today, 1) : random.pick(daysLeft),
      job,
      ...(foreman === undefined ? {} : { foreman }),
      element: kind.element,
      name: nameOf(kind.element, job.kind, week + company.weeksBack + job.index * 3, random),
      orderedCy,
      method,
      rateCyPerHour: rateFor(method, orderedCy, random),
      loadSizeCy: loadSizeFor(orderedCy, random),
      plant,
      status: 'tentative',
    });
    plannedCy += orderedCy;
  }
  return drafts;
}

/** What people write down a year ahead is the decks and the slabs, not the footings between them. */
const bigger = <K extends { readonly cy: readonly [number, number] }>(a: K, b: K): K =>
  a.cy[1] >= b.cy[1] ? a : b;

/** Share of the capacity that a week is planned to. */
function fullness(company: Company, week: number): number {
  const monday = mondayAt(company, week);
  const monthDay = monday.slice(5);
  if (monthDay >= '12-19' || monthDay <= '01-01') return 0.22;
  const wave = 0.78 + 0.14 * Math.sin((week + 2) / 5.3);
  const rush = (week >= 6 && week <= 11) || (week >= 36 && week <= 41) ? 0.24 : 0;
  return wave + rush + randomFor(`full ${company.size} ${week}`).around(0, 0.08);
}
