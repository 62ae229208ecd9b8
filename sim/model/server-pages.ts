import { fromInstant } from 'shared/lib/instants.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { digestText, type Checkpoint, type Digest, type PullAnswer } from 'shared/protocol/pull.ts';
import type { PullAsk } from '../../client/src/sync/transport.ts';
import type { ServerBug } from './plan.ts';
import type { Row, ServerState } from './server-state.ts';
import { edgeAt, isInside, isNear, type Modelled } from './units.ts';

/** What a page is read from. */
interface Snapshot {
  readonly state: ServerState;
  readonly bug: ServerBug | undefined;
  readonly day: string;
  readonly moreWeeks: number;
  readonly nowMs: number;
}

interface Question {
  readonly collection: Modelled;
  readonly ask: PullAsk;
  readonly requestNo: number;
  /** Names a pull from the start. */
  readonly name: () => string;
}

type Page = Omit<PullAnswer, 'asOf'>;

const NEXT_PHASE = { near: 'rest', rest: 'live' } as const;

/** One page of the server's pull, phase by phase, as `sync-server/src/features/sync/pull.ts` reads it by SQL. */
export function readPage(
  { state, bug, day: today, moreWeeks, nowMs }: Snapshot,
  { collection, ask, requestNo, name }: Question,
  refuse: (from: Checkpoint) => void,
): Page {
  const isByTime = bug === 'cursor by updatedAt';
  const placeOf = ({ seq, document }: Row): number => (isByTime ? fromInstant(document.updatedAt) : seq);
  const now = isByTime ? nowMs : state.counter;
  const from = ask.checkpoint === undefined ? undefined : (JSON.parse(ask.checkpoint) as Checkpoint);
  let at: Checkpoint = from ?? {
    seq: 0,
    start: now,
    epoch: state.epoch,
    phase: 'near',
    day: today,
    id: name(),
    signature: '',
  };
  if (!isByTime) refuse(at);
  if (bug === 'phase of today') at = { ...at, day: today };
  const rows = [...state.rows.values()]
    .filter((row) => row.collection === collection && row.visibleFrom <= requestNo)
    .sort((a, b) => placeOf(a) - placeOf(b));
  const documents: WireDocument[] = [];

  const answer = (more: boolean): Page => {
    const day = at.phase === 'live' && today > at.day ? today : at.day;
    const edge = edgeAt(day, moreWeeks);
    return {
      documents,
      checkpoint: { ...at, day },
      edge,
      more,
      ...(ask.digest && !more && { digest: digestOf(rows, collection, edge) }),
    };
  };
  /** Whether that filled the page. */
  const take = (found: readonly Row[]): boolean => {
    const page = found.slice(0, ask.limit - documents.length);
    documents.push(...page.map(({ document }) => document));
    const isFull = documents.length === ask.limit;
    const last = page.at(-1);
    if (isFull && last) at = { ...at, seq: placeOf(last) };
    return isFull;
  };

  while (at.phase !== 'live') {
    const { phase, day, seq, start } = at;
    const edge = edgeAt(day, moreWeeks);
    const found = rows.filter(
      (row) =>
        row.document._deleted !== true &&
        placeOf(row) > seq &&
        placeOf(row) <= start &&
        isInside(collection, row.document, edge) &&
        isNear(collection, row.document, day) === (phase === 'near'),
    );
    if (take(found)) return answer(true);
    const live = bug === 'live from last page' ? now : start;
    at = { ...at, phase: NEXT_PHASE[phase], seq: phase === 'near' ? 0 : live };
  }
  const edge = edgeAt(at.day, moreWeeks);
  const { seq } = at;
  const isLive = (row: Row): boolean =>
    (bug === 'from last row' ? placeOf(row) >= seq : placeOf(row) > seq) &&
    (bug !== 'live filtered' || isInside(collection, row.document, edge)) &&
    (bug !== 'no tombstones' || row.document._deleted !== true);
  if (take(rows.filter(isLive)) && at.seq < now) return answer(true);
  at = { ...at, seq: isByTime ? Math.max(seq, ...rows.map(placeOf)) : now };
  return answer(false);
}

function digestOf(rows: readonly Row[], collection: Modelled, edge: string): Digest {
  const inside = rows
    .map(({ document }) => document)
    .filter((document) => document._deleted !== true && isInside(collection, document, edge));
  return { count: inside.length, hash: digestText(inside) };
}
