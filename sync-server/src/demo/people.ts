import { addDays } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
import type { Trade } from 'shared/schema/fields.ts';
import { DEMO_USERS, written, type Company } from './company.ts';
import { FIRST_NAMES, LAST_NAMES } from './names.ts';
import { idOf, randomFor, type Random } from './random.ts';
import { regionAt, regionId } from './regions.ts';
import { FAMILIAR_CREWS } from './familiar.ts';
import { DAY_MS } from './time.ts';

/** A person as the plan knows them; `index` counts all people, `foreman` the foremen. */
export interface Person {
  readonly index: number;
  readonly id: string;
  readonly name: string;
  readonly trade: Trade;
  /** The foreman they work under; a foreman's own place for a foreman. */
  readonly foreman: number;
  readonly isForeman: boolean;
  readonly region: number;
  /** The last day of somebody who has left. */
  readonly leftOn?: string;
}

export interface People {
  readonly all: readonly Person[];
  readonly foremen: readonly Person[];
  /** The people under each foreman, without the foreman. */
  readonly crews: readonly (readonly Person[])[];
  readonly documents: readonly Employee[];
}

const TRADE_SHARES: readonly (readonly [Trade, number])[] = [
  ['finisher', 38],
  ['laborer', 32],
  ['carpenter', 13],
  ['rodbuster', 8],
  ['operator', 4],
  ['pump_operator', 2],
  ['mason', 1.5],
  ['driver', 1.5],
];

export function makePeople(company: Company): People {
  const { employees, foremen: foremanCount } = company.scale;
  const random = randomFor(`people ${company.size}`);
  const foremen = Array.from({ length: foremanCount }, (_, foreman): Person => {
    const name = FAMILIAR_CREWS[foreman]?.foreman ?? anyName(random);
    return {
      index: foreman,
      id: idOf(`employee ${foreman}`),
      name,
      trade: 'foreman',
      foreman,
      isForeman: true,
      region: foreman === 3 ? 1 % company.scale.regions : foreman < 5 ? 0 : regionAt(company, foreman),
    };
  });
  const crews = crewSizes(employees - foremanCount, foremanCount, random).map((size, foreman) =>
    makeCrew(company, size, foreman, foremen[foreman]?.region ?? 0, random),
  );
  const all = [...foremen, ...crews.flat()];
  return { all, foremen, crews, documents: all.map((person) => employeeOf(company, person, foremen)) };
}

/** Crews of about the same size, some larger and some smaller, that add up. */
function crewSizes(people: number, foremen: number, random: Random): number[] {
  const familiar = FAMILIAR_CREWS.slice(0, foremen).map(({ crew }) => crew.length);
  const sizes = Array.from({ length: foremen }, (_, foreman) =>
    Math.max(familiar[foreman] ?? 0, Math.floor(people / foremen)),
  );
  for (let left = people - sizes.reduce((sum, size) => sum + size, 0); left !== 0;) {
    const at = foremen <= 5 ? Math.abs(left) % foremen : random.int(5, foremen - 1);
    const size = sizes[at] ?? 0;
    const step = Math.sign(left);
    if (step < 0 && size <= (familiar[at] ?? 4)) {
      const largest = sizes.findIndex((other, nth) => other > (familiar[nth] ?? 4));
      sizes[largest] = (sizes[largest] ?? 0) - 1;
    } else sizes[at] = size + step;
    left -= step;
  }
  const swaps = foremen > 5 ? foremen * 2 : 0;
  for (let swap = 0; swap < swaps; swap += 1) {
    const [from, to] = [random.int(5, foremen - 1), random.int(5, foremen - 1)];
    if (from === to || (sizes[from] ?? 0) <= 5 || (sizes[to] ?? 0) >= 14) continue;
    sizes[from] = (sizes[from] ?? 0) - 1;
    sizes[to] = (sizes[to] ?? 0) + 1;
  }
  return sizes;
}

function makeCrew(company: Company, size: number, foreman: number, region: number, random: Random): Person[] {
  const familiar = FAMILIAR_CREWS[foreman]?.crew ?? [];
  return Array.from({ length: size }, (_, at): Person => {
    const known = familiar[at];
    // A crew needs somebody who finishes and somebody who carries, whatever chance says.
    const trade =
      known?.trade ?? (at === 0 ? 'finisher' : at === 1 ? 'laborer' : random.weighted(TRADE_SHARES));
    const left = company.size === 'M' && (foreman === 11 || foreman === 23) && at === size - 1;
    return {
      index: 1_000 * (foreman + 1) + at,
      id: idOf(`employee ${foreman} ${at}`),
      name: known?.name ?? anyName(random),
      trade,
      foreman,
      isForeman: false,
      region,
      ...(left ? { leftOn: addDays(company.monday, foreman === 11 ? -17 : -38) } : {}),
    };
  });
}

const anyName = (random: Random): string => `${random.pick(LAST_NAMES)}, ${random.pick(FIRST_NAMES)}`;

function employeeOf(company: Company, person: Person, foremen: readonly Person[]): Employee {
  const random = randomFor(`employee ${company.size} ${person.index}`);
  const hiredDaysAgo = company.weeksBack * 7 + random.int(20, 4_000);
  const spanish = random.chance(0.62);
  const [last = '', first = ''] = person.name.toLowerCase().split(', ');
  const home = foremen[person.foreman];
  return {
    ...written(
      company,
      person.id,
      person.leftOn === undefined ? DEMO_USERS.scheduler : DEMO_USERS.admin,
      company.nowMs - random.int(2, 200) * DAY_MS,
    ),
    name: person.name,
    number: String(1_000 + ((person.index * 7) % 90_000)),
    trade: person.trade,
    classification: person.isForeman
      ? random.pick(['Foreman', 'Foreman', 'General foreman'])
      : random.weighted([
          ['Journeyman', 55],
          ['Apprentice', 25],
          ['Lead', 12],
          ['Helper', 8],
        ]),
    isForeman: person.isForeman,
    ...(home === undefined || person.isForeman ? {} : { homeForemanId: home.id }),
    regionId: regionId(person.region),
    phone: `(${random.pick(['214', '469', '817', '682', '972'])}) 555-${String(random.int(100, 199)).padStart(4, '0')}`,
    ...(person.isForeman || random.chance(0.7)
      ? { email: `${first}.${last}.${person.index}@crew.example`.replaceAll(/[^a-z0-9.@]/g, '') }
      : {}),
    language: spanish ? 'es' : 'en',
    certificates: certificatesOf(company, person, random),
    hiredOn: addDays(company.today, -hiredDaysAgo),
    ...(person.leftOn === undefined ? { active: true } : { active: false, leftOn: person.leftOn }),
    ...(person.isForeman && person.foreman === 0 ? { userId: DEMO_USERS.foreman.id } : {}),
  };
}

/** Most end in a year or more; a few within the month, which the grid marks, and fewer have ended. */
function certificatesOf(
  company: Company,
  person: Person,
  random: Random,
): NonNullable<Employee['certificates']> {
  const held = (kind: string): NonNullable<Employee['certificates']>[string] => {
    const soon = FAMILIAR_CREWS[person.foreman]?.crew[person.index % 1_000]?.certificateEnds;
    const endsIn =
      soon !== undefined && kind === 'OSHA 10' && !person.isForeman
        ? soon
        : random.weighted([
            [random.int(45, 1_400), 94],
            [random.int(2, 30), 4.5],
            [-random.int(1, 40), 1.5],
          ]);
    return {
      number: `${kind.replaceAll(/[^A-Z0-9]/g, '')}-${random.int(100_000, 999_999)}`,
      issuedOn: addDays(company.today, endsIn - 1_826),
      endsOn: addDays(company.today, endsIn),
    };
  };
  const kinds = ['OSHA 10'];
  if (person.isForeman) kinds.push('OSHA 30', 'First aid');
  if (person.trade === 'finisher' && random.chance(0.55)) kinds.push('ACI finisher');
  if (person.trade === 'operator' || random.chance(0.12)) kinds.push('Forklift');
  if (person.trade === 'pump_operator') kinds.push('ACPA pump operator');
  if (random.chance(0.15)) kinds.push('Aerial lift');
  return Object.fromEntries(kinds.map((kind) => [kind, held(kind)]));
}
