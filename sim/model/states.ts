import type { DeviceRecord } from '../../client/src/db/record.ts';
import type { DocumentEvent, Step } from '../../client/src/sync/document.ts';
import { count, type Counts } from '../tally.ts';
import type { OnStep } from './table.ts';

/** What is interesting about one step of a document's life. */
function stateOf(record: DeviceRecord, event: DocumentEvent, { record: next }: Step): string | undefined {
  const isAsked = record.kind === 'sent' || record.kind === 'edited';
  switch (event.type) {
    case 'edit':
      if (isAsked) return 'edited while unanswered';
      return record.kind === 'left' ? 'made again' : undefined;
    case 'withdraw':
      return next.kind === 'absent' ? 'withdrawn' : undefined;
    case 'answered': {
      if (!isAsked) return undefined;
      if (event.rev !== record.sent.document.rev) return 'answer to another state';
      if (next === record) return 'answer older than seen';
      if (record.kind === 'sent') return undefined;
      return event.outcome.kind === 'rejected' ? 'refused while edited' : 'answered while edited';
    }
    case 'pulled':
      if ('base' in record) return 'pulled while unsent';
      if (record.kind === 'left' && next.kind === 'clean') return 'came back after it left';
      if (record.kind === 'left' && next === record) return 'older page after it left';
      return record.kind === 'clean' && next === record ? 'older page or echo' : undefined;
    case 'evicted':
      return next.kind === 'left' ? 'evicted' : undefined;
    case 'swept':
      if ('base' in record) return next === record ? undefined : 'unsent and not listed';
      return record.kind === 'clean' && next.kind === 'left' ? 'swept' : undefined;
    default:
      return undefined;
  }
}

export const onStepOf =
  (counts: Counts): OnStep =>
  (record, event, step) => {
    const state = stateOf(record, event, step);
    if (state !== undefined) count(counts, state);
  };
