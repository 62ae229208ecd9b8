import { changeLatency } from './change-latency.ts';
import { changeOfMany } from './change-of-many.ts';
import { isMet, type Bench, type Figure } from './figure.ts';
import { firstSyncBench } from './first-sync.ts';
import { gridScroll } from './grid-scroll.ts';
import { idle } from './idle.ts';
import { offlineStart } from './offline-start.ts';
import { pushRate } from './push-rate.ts';
import { reconnect } from './reconnect.ts';
import { scriptSize } from './script-size.ts';
import { signInToWeek } from './sign-in.ts';
import { spreadsheet } from './spreadsheet.ts';
import { tabletDay } from './tablet-day.ts';

const BENCHES: readonly Bench[] = [
  pushRate,
  changeLatency,
  changeOfMany,
  reconnect,
  tabletDay,
  firstSyncBench,
  signInToWeek,
  gridScroll,
  spreadsheet,
  offlineStart,
  idle,
  scriptSize,
];

/** `npm run bench` measures all; `npm run bench push-rate grid` those that are named. */
const wanted = process.argv.slice(2);
const chosen = wanted.length === 0 ? BENCHES : BENCHES.filter(({ name }) => wanted.includes(name));
if (chosen.length === 0) {
  process.stderr.write(`No such benchmark. There are: ${BENCHES.map(({ name }) => name).join(', ')}\n`);
  process.exit(1);
}

const line = (figure: Figure): string => {
  const bound = 'atMost' in figure.bound ? `≤ ${figure.bound.atMost}` : `≥ ${figure.bound.atLeast}`;
  const value = figure.value >= 100 ? figure.value.toFixed(0) : figure.value.toFixed(2);
  return `${isMet(figure) ? 'met   ' : 'MISSED'}  ${figure.name}: ${value} ${figure.unit} (${bound} ${figure.unit})${figure.detail ? `  — ${figure.detail}` : ''}`;
};

let missed = 0;
for (const bench of chosen) {
  process.stdout.write(`\n${bench.title}\n`);
  for (const figure of await bench.measure()) {
    process.stdout.write(`  ${line(figure)}\n`);
    if (!isMet(figure)) missed += 1;
  }
}
process.stdout.write(`\n${missed === 0 ? 'All within their bounds.' : `${missed} outside their bounds.`}\n`);
