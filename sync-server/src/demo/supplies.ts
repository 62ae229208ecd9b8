import type { Resource, ResourceKind } from 'shared/schema/resources.ts';
import { DEMO_USERS, written, type Company } from './company.ts';
import { CONTRACTORS, LABS, PUMP_COMPANIES, SUPPLIERS } from './names.ts';
import { idOf, randomFor } from './random.ts';
import { DAY_MS } from './time.ts';

export interface Plant {
  readonly id: string;
  readonly supplierId: string;
  readonly code: string;
  readonly travelMin: number;
}

export interface Pump {
  readonly id: string;
  readonly type: 'boom' | 'line';
  readonly boomSizeM?: number;
}

/** What a mix is for, so that a deck does not get the mix of a curb. */
export type MixUse = 'footing' | 'wall' | 'deck' | 'slab' | 'paving' | 'topping';

export interface Mix {
  readonly id: string;
  readonly use: MixUse;
  readonly strengthPsi: number;
  readonly slumpMaxIn: number;
  readonly air: readonly [number, number];
}

export interface Supplies {
  readonly plants: readonly Plant[];
  readonly pumps: readonly Pump[];
  readonly mixes: readonly Mix[];
  readonly labIds: readonly string[];
  readonly contractorIds: readonly string[];
  readonly inspectorIds: readonly string[];
  readonly documents: readonly Resource[];
}

const MIXES = [
  {
    use: 'footing',
    code: '3000-1',
    psi: 3_000,
    slump: [3, 5],
    air: [0, 3],
    wcm: 0.55,
    aggregate: '1" limestone',
  },
  {
    use: 'wall',
    code: '4000-W',
    psi: 4_000,
    slump: [5, 8],
    air: [0, 3],
    wcm: 0.48,
    aggregate: '3/4" limestone',
  },
  {
    use: 'deck',
    code: '5000-D',
    psi: 5_000,
    slump: [4, 6],
    air: [0, 3],
    wcm: 0.42,
    aggregate: '3/4" limestone',
  },
  {
    use: 'slab',
    code: '4000-S',
    psi: 4_000,
    slump: [3, 5],
    air: [0, 3],
    wcm: 0.45,
    aggregate: '1-1/2" blend',
  },
  {
    use: 'paving',
    code: '3600-P',
    psi: 3_600,
    slump: [2, 4],
    air: [4.5, 7.5],
    wcm: 0.47,
    aggregate: '1" limestone',
  },
  {
    use: 'topping',
    code: '4000-T',
    psi: 4_000,
    slump: [4, 6],
    air: [0, 3],
    wcm: 0.45,
    aggregate: '3/8" pea gravel',
  },
] as const;

export function makeSupplies(company: Company): Supplies {
  const { scale } = company;
  const random = randomFor(`supplies ${company.size}`);
  const documents: Resource[] = [];
  const add = (kind: ResourceKind, label: string, fields: Omit<Partial<Resource>, 'id' | 'kind'>): string => {
    const id = idOf(`${kind} ${label}`);
    documents.push({
      ...written(company, id, DEMO_USERS.scheduler, company.nowMs - random.int(10, 380) * DAY_MS),
      kind,
      active: true,
      ...fields,
    });
    return id;
  };
  const phone = () => `(214) 555-0${random.int(100, 199)}`;

  const mixes = MIXES.map((mix): Mix => ({
    id: add('mix', mix.code, {
      name: `${mix.code} ${mix.psi} psi ${mix.aggregate.split(' ')[0] ?? ''}`,
      details: {
        strengthPsi: mix.psi,
        strengthAgeDays: 28,
        slumpMinIn: mix.slump[0],
        slumpMaxIn: mix.slump[1],
        airMinPct: mix.air[0],
        airMaxPct: mix.air[1],
        maxWcm: mix.wcm,
        aggregate: mix.aggregate,
        admixtures: mix.use === 'deck' ? 'mid-range water reducer, retarder in summer' : 'water reducer',
        concreteMaxF: 95,
        concreteMinF: 50,
        dischargeLimitMin: 90,
        maturityDatumC: 0,
        maturityActivationK: 5_000,
      },
    }),
    use: mix.use,
    strengthPsi: mix.psi,
    slumpMaxIn: mix.slump[1],
    air: mix.air,
  }));

  const plants = SUPPLIERS.slice(0, scale.suppliers).flatMap((name, nth): Plant[] => {
    const supplierId = add('supplier', name, {
      name,
      phone: phone(),
      email: `dispatch@${name.toLowerCase().replaceAll(/[^a-z]/g, '')}.example`,
      people: [{ name: `Dispatch ${nth + 1}`, role: 'dispatcher', phone: phone() }],
    });
    return Array.from({ length: 2 + (nth % 2) }, (_, at): Plant => {
      const travelMin = random.int(16, 34);
      const label = `${name} plant ${at + 1}`;
      return {
        id: add('plant', label, {
          name: label,
          details: { supplierId, travelMin, capacityCyPerHour: random.pick([90, 110, 120, 150]) },
        }),
        supplierId,
        code: `${nth + 1}${at + 1}`,
        travelMin,
      };
    });
  });

  const pumps = Array.from({ length: scale.pumps }, (_, at): Pump => {
    const type = at % 4 === 3 ? 'line' : 'boom';
    const boomSizeM = [38, 32, 47, 0, 28, 38, 58, 0, 36, 41][at % 10] || 38;
    const owner = PUMP_COMPANIES[at % PUMP_COMPANIES.length] ?? PUMP_COMPANIES[0];
    const name =
      type === 'boom' ? `${boomSizeM} m boom, ${owner} ${at + 1}` : `Line pump, ${owner} ${at + 1}`;
    return {
      id: add('pump', String(at), {
        name,
        phone: phone(),
        details: {
          company: owner,
          pumpType: type,
          setupMin: type === 'boom' ? 45 : 30,
          ...(type === 'boom' ? { boomSizeM } : {}),
        },
      }),
      type,
      ...(type === 'boom' ? { boomSizeM } : {}),
    };
  });

  const labIds = Array.from({ length: scale.labs }, (_, at) => {
    const name = `${LABS[at % LABS.length] ?? LABS[0]}${at < LABS.length ? '' : ' North'}`;
    return add('lab', String(at), { name, phone: phone(), email: `field${at + 1}@lab.example` });
  });
  const contractorIds = Array.from({ length: scale.contractors }, (_, at) => {
    const name = `${CONTRACTORS[at % CONTRACTORS.length] ?? CONTRACTORS[0]}${at < CONTRACTORS.length ? '' : ' South'}`;
    return add('contact', `gc ${at}`, {
      name,
      phone: phone(),
      email: `site${at + 1}@contractor.example`,
      people: [
        {
          name: random.pick(['Chris Hall', 'Megan Poe', 'Tim Yoder', 'Angela Ruiz']),
          role: 'superintendent',
          phone: phone(),
        },
      ],
      details: { role: 'gc' },
    });
  });
  const inspectorIds = ['City of Dallas inspections', 'City of Fort Worth inspections'].map((name, at) =>
    add('contact', `inspector ${at}`, { name, phone: phone(), details: { role: 'inspector' } }),
  );
  return { plants, pumps, mixes, labIds, contractorIds, inspectorIds, documents };
}
