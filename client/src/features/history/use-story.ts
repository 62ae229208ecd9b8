import { distinctUntilChanged, map } from 'rxjs';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { WireDocument } from 'shared/protocol/document.ts';
import type { Review } from 'shared/protocol/reviews.ts';
import { liveDoc } from '../../db/live.ts';
import { useLive } from '../../db/use-live.ts';
import { ApiProblem } from '../../sync/api.ts';
import type { RecordStory, Told } from '../../sync/history.ts';
import type { RecordRef } from '../../sync/record-words.ts';
import { reviewsOf } from '../../sync/reviews.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { thisDevice } from '../../sync/this-device.ts';
import { readRecordStory } from './history.repo.ts';

export interface Story {
  readonly told: RecordStory;
  /** What the record says now; undefined where it is not here. */
  readonly current: WireDocument | undefined;
  /** Values that lost a merge in it, as far as this person sees them. */
  readonly reviews: readonly Review[];
  readonly deviceId: string | undefined;
}

export type StoryState =
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly why: string }
  | ({ readonly kind: 'told' } & Story);

/** A cursor that only passes over a record asks for nothing, ms. */
const SETTLED_MS = 450;

/** A record's story, read again whenever the record changes. */
export function useStory(
  { collection, documentId }: RecordRef,
  { settleMs = SETTLED_MS }: { readonly settleMs?: number } = {},
): {
  readonly state: StoryState;
  readonly isReading: boolean;
  readonly older: () => void;
  readonly again: () => void;
} {
  const workspace = useWorkspace();
  const { db, sync } = workspace;
  const [told, setTold] = useState<{ readonly key: string; readonly story: RecordStory | Error }>();
  const [isReading, setReading] = useState(true);
  const [deviceId, setDeviceId] = useState<string>();
  const turn = useRef(0);
  const key = `${collection}/${documentId}`;
  const held = useLive(() => liveDoc(db, collection, documentId), [db, key]) as WireDocument | undefined;
  const reviews = useLive(() => reviewsOf(db, { collection, documentId }), [db, key]);
  useEffect(() => {
    void thisDevice().then(setDeviceId);
  }, []);

  const read = useCallback(
    async (shown?: RecordStory): Promise<void> => {
      const mine = ++turn.current;
      setReading(true);
      const before = shown?.from.kind === 'server' ? shown.from.next : undefined;
      let story: RecordStory | Error;
      try {
        const next = await readRecordStory(workspace, { collection, documentId }, before);
        story = shown ? { ...next, entries: [...shown.entries, ...onlyNew(shown, next.entries)] } : next;
      } catch (error) {
        story = error instanceof Error ? error : new Error(String(error));
      }
      if (mine !== turn.current) return;
      setTold({ key, story });
      setReading(false);
    },
    [workspace, collection, documentId, key],
  );

  const rev = held?.rev;
  // What was on its way has arrived, or the line is back: the server knows more than it did.
  const line = useLive(
    () =>
      sync.status$.pipe(
        map(({ kind, unsent }) => `${kind === 'offline'} ${unsent > 0}`),
        distinctUntilChanged(),
      ),
    [sync],
  );
  useEffect(() => {
    const turns = turn;
    const timer = setTimeout(() => void read(), settleMs);
    return () => {
      clearTimeout(timer);
      turns.current++;
    };
  }, [read, settleMs, rev, line]);

  const mine = told?.key === key ? told.story : undefined;
  const state: StoryState =
    mine === undefined || !reviews
      ? { kind: 'reading' }
      : mine instanceof Error
        ? { kind: 'failed', why: (mine instanceof ApiProblem ? mine.detail : undefined) ?? mine.message }
        : { kind: 'told', told: mine, current: held, reviews, deviceId };
  return {
    state,
    isReading,
    older: () => {
      if (mine && !(mine instanceof Error)) void read(mine);
    },
    again: () => void read(),
  };
}

/** Without a line in between, a page of the device's own knowledge comes instead. */
const onlyNew = (shown: RecordStory, entries: readonly Told[]): readonly Told[] => {
  const seqs = new Set(shown.entries.map(({ seq }) => seq));
  return entries.filter(({ seq }) => !seqs.has(seq));
};
