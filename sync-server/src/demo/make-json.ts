import { writeFileSync } from 'node:fs';
import { dayInZone } from 'shared/lib/days.ts';
import { makeDemo } from './make-demo.ts';
import type { CompanySize } from './scale.ts';
import { OFFICE_ZONE } from './time.ts';

/**
 * Writes the demo company to a file, for a look at it without a database:
 * `node sync-server/src/demo/make-json.ts M /tmp/demo.json [2026-11-24]`
 */
const [size = 'S', path = 'demo.json', day] = process.argv.slice(2);
const nowMs = Date.now();
const today = day ?? dayInZone(nowMs, OFFICE_ZONE);
const demo = makeDemo(size as CompanySize, today, day === undefined ? { nowMs } : {});
writeFileSync(path, JSON.stringify(demo, undefined, 1));
