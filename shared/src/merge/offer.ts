import type { OfferRow } from '../protocol/offer.ts';
import type { WireDocument } from '../protocol/document.ts';
import { UNKNOWN_BASE } from './merge.ts';
import { sameValue, shapeOf, unitsOf, valueOf } from './units.ts';
import {
  ACCEPTED,
  isDeletable,
  KEPT_RECORD,
  create,
  reconcile,
  refusal,
  refuse,
  repeat,
  replace,
  sameRev,
  TOO_OLD_REPEAT,
  type Master,
  type Question,
  type Verdict,
} from './verdict.ts';

/**
 * What becomes of one offered row, after the server was set back to a backup: the whole decision, without a database.
 * What is refused here is not lost: the caller puts it into quarantine.
 */
export interface OfferQuestion extends Question {
  readonly row: OfferRow;
  /** The seq under which the master was written last; 0 where there is none. */
  readonly masterSeq: number;
  /** A deletion that was given back before, where there is no row. */
  readonly deletion?: WireDocument | undefined;
}

export interface OfferVerdict extends Verdict {
  /** A deletion of which there is no row: kept, so that it meets whoever offers the document later. */
  readonly deletion?: WireDocument;
}

const TOO_OLD_OFFER = refusal(
  'too_old',
  'The server was set back so long ago that it can no longer tell whether this was deleted since.',
);

export function judgeOffer(question: OfferQuestion): OfferVerdict {
  const { row, memory, problem, master, masterSeq, horizon } = question;
  if (memory) return repeat(memory, row, master);
  if (problem) return refuse(problem);
  if (!master) {
    if (question.deletion) return meetDeletion(question, question.deletion);
    if (horizon > row.counter) return refuse(TOO_OLD_OFFER);
    return isBareDeletion(row) ? keepDeletion(question) : create(question);
  }
  if (row.document.rev === master.document.rev) return sameRev(row, master);
  if (isForgotten(row, horizon)) return refuse(TOO_OLD_REPEAT);
  const whole = { ...question, row: { ...row, document: wholeOf(row, master), stamps: stampsOf(row) } };
  const isUntouched = masterSeq <= row.counter;
  return row.clean && isUntouched ? replace(whole, master) : reconcile(whole, master, UNKNOWN_BASE);
}

/** Sent before the time that the server remembers: it may have arrived, and be part of what the master became since. */
const isForgotten = ({ clean, sentAt }: OfferRow, horizon: number): boolean =>
  !clean && sentAt !== undefined && sentAt < horizon;

/** A device keeps no content of what was deleted. */
export const isBareDeletion = ({ clean, document }: OfferRow): boolean => clean && document._deleted === true;

/** A deletion takes the content as it finds it. */
const wholeOf = (row: OfferRow, master: Master): WireDocument =>
  isBareDeletion(row) ? { ...master.document, ...row.document } : row.document;

/** Of a deletion without a row only the moment is known: which of the two is later decides about the whole. */
function meetDeletion(question: OfferQuestion, deletion: WireDocument): OfferVerdict {
  const { row } = question;
  const master = { document: { ...row.document, ...deletion }, stamps: {} };
  if (row.document.rev === deletion.rev) return sameRev(row, master);
  return reconcile({ ...question, row: { ...row, stamps: stampsOf(row) } }, master, UNKNOWN_BASE);
}

/** A unit that was not changed since the base is as old as the base. */
function stampsOf({ collection, base, document, stamps = {} }: OfferRow): Readonly<Record<string, string>> {
  if (!base) return stamps;
  const shape = shapeOf(collection);
  const [was, is] = [unitsOf(shape, base), unitsOf(shape, document)];
  const unchanged = [...new Set([...was.keys(), ...is.keys()])].filter(
    (unit) => !Object.hasOwn(stamps, unit) && sameValue(valueOf(shape, was, unit), valueOf(shape, is, unit)),
  );
  return { ...Object.fromEntries(unchanged.map((unit) => [unit, base.updatedAt])), ...stamps };
}

/** Nothing is changed by it, so nobody's permission is asked: that is done when it meets a document. */
function keepDeletion({ row: { collection, document } }: OfferQuestion): OfferVerdict {
  const kind = document['kind'] ?? document.id.split(':', 1)[0];
  if (!isDeletable(collection, { ...document, kind })) return refuse(refusal('not_permitted', KEPT_RECORD));
  return { answer: { kind: 'accepted' }, losers: [], remember: ACCEPTED, deletion: document };
}
