import type { Oracle } from './oracle.ts';
import type { DemoRole } from './people.ts';

export interface ScreenAddress {
  readonly name: string;
  readonly who: DemoRole;
  readonly path: string;
}

/** Every screen of the product by its address, each seen by somebody who works with it. */
export async function screensOf(oracle: Oracle): Promise<readonly ScreenAddress[]> {
  const pour = await oracle.one(
    `select id from app.pours where status in ('confirmed', 'scheduled') and not deleted
     order by abs(day - current_date), id limit 1`,
  );
  const log = await oracle.one(
    `select p.id from app.pours p where p.status = 'in_progress' and not p.deleted
     order by (select count(*) from app.loads l where l.pour_id = p.id) desc, id limit 1`,
  );
  const of = (who: DemoRole, name: string, path = name): ScreenAddress => ({
    name,
    who,
    path: `/w/demo/${path}`,
  });
  return [
    of('foreman', 'today'),
    of('foreman', 'truck-board', `pours/${String(log['id'])}/log`),
    of('admin', 'schedule'),
    of('admin', 'lookahead'),
    of('admin', 'daily'),
    of('admin', 'pours'),
    of('admin', 'pour', `pours/${String(pour['id'])}`),
    of('admin', 'roster'),
    of('admin', 'projects'),
    of('admin', 'audit'),
    of('admin', 'undo-session', 'audit/undo'),
    of('admin', 'settings'),
    of('admin', 'review'),
    of('admin', 'support'),
  ];
}
