import { ChevronLeft, ChevronRight, Ellipsis, ListFilter, Redo2, Undo2, Users } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import { useLive } from '../../db/use-live.ts';
import { useFormat } from '../../lib/format.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { useWorkspace } from '../../sync/workspace.tsx';
import { SPANS, type Span } from './grid-columns.ts';
import { peopleEntries } from './grid-menu.tsx';
import { GROUPINGS, type Grouping } from './grid-rows.ts';
import { useFacts, useSession } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import styles from './schedule.module.css';

export interface View {
  readonly monday: string;
  readonly span: Span;
  readonly grouping: Grouping;
  readonly regionId: string | undefined;
  readonly find: string;
}

interface ToolbarProps {
  readonly view: View;
  readonly onView: (change: Partial<View>) => void;
}

export function WeekArrows({ view, onView }: ToolbarProps) {
  const text = useScheduleText();
  const { today } = useSession();
  return (
    <div className={styles.arrows}>
      <IconButton
        label={text('earlier')}
        shortcut="Alt ←"
        onPress={() => onView({ monday: addDays(view.monday, -7) })}
      >
        <ChevronLeft aria-hidden />
      </IconButton>
      <IconButton
        label={text('later')}
        shortcut="Alt →"
        onPress={() => onView({ monday: addDays(view.monday, 7) })}
      >
        <ChevronRight aria-hidden />
      </IconButton>
      {view.monday !== mondayOf(today) && (
        <Button onPress={() => onView({ monday: mondayOf(today) })}>{text('today')}</Button>
      )}
    </div>
  );
}

export function WeekTitle({ monday }: { readonly monday: string }) {
  const text = useScheduleText();
  const format = useFormat();
  return <>{text('weekOf', { day: format.shortDay(monday) })}</>;
}

export function ScheduleTools({ view, onView, isNarrow }: ToolbarProps & { readonly isNarrow: boolean }) {
  const { store, actions, rights } = useSession();
  const text = useScheduleText();
  const { regions } = useFacts(store);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => actions.onAsk('find', () => search.current?.focus()), [actions]);
  const groupings = { foreman: 'byForeman', trade: 'byTrade', name: 'byName' } as const;
  const region = regions.find((one) => one.id === view.regionId);
  return (
    <>
      <Segmented
        label={text('span')}
        items={SPANS.map((id) => ({ id, label: text(`span${id}`) }))}
        value={view.span}
        onChange={(span) => onView({ span })}
      />
      <MenuButton
        label={text('group')}
        trigger={
          isNarrow ? (
            <IconButton label={`${text('group')}: ${text(groupings[view.grouping])}`}>
              <Users aria-hidden />
            </IconButton>
          ) : (
            <Button icon={<Users aria-hidden />}>{text(groupings[view.grouping])}</Button>
          )
        }
        entries={GROUPINGS.map((id) => ({
          id,
          label: text(groupings[id]),
          isChosen: id === view.grouping,
          onAction: () => onView({ grouping: id }),
        }))}
      />
      {regions.length > 0 && (
        <MenuButton
          label={text('region')}
          trigger={
            isNarrow ? (
              <IconButton label={region?.name ?? text('allRegions')} isChosen={region !== undefined}>
                <ListFilter aria-hidden />
              </IconButton>
            ) : (
              <Button icon={<ListFilter aria-hidden />}>{region?.name ?? text('allRegions')}</Button>
            )
          }
          entries={[
            {
              id: 'all',
              label: text('allRegions'),
              isChosen: view.regionId === undefined,
              onAction: () => onView({ regionId: undefined }),
            },
            ...regions
              .filter((one) => one.active !== false)
              .map((one) => ({
                id: one.id,
                label: one.name ?? one.code ?? '',
                isChosen: one.id === view.regionId,
                onAction: () => onView({ regionId: one.id }),
              })),
          ]}
        />
      )}
      <UndoButtons />
      {rights.kind !== 'none' && (
        <MenuButton
          label={text('more')}
          trigger={
            <IconButton label={text('more')}>
              <Ellipsis aria-hidden />
            </IconButton>
          }
          groups={() => peopleEntries(actions, rights, text)}
        />
      )}
      {!isNarrow && (
        <SearchField
          className={styles.find ?? ''}
          value={view.find}
          onChange={(find) => onView({ find })}
          label={text('find')}
          inputRef={search}
        />
      )}
    </>
  );
}

function UndoButtons() {
  const workspace = useWorkspace();
  const { actions } = useSession();
  const text = useScheduleText();
  const state = useLive(() => workspace.undoState$, [workspace]);
  return (
    <>
      <IconButton
        label={text('undo')}
        shortcut="Ctrl Z"
        isDisabled={state?.undo === undefined}
        onPress={actions.undo}
      >
        <Undo2 aria-hidden />
      </IconButton>
      <IconButton
        label={text('redo')}
        shortcut="Ctrl Y"
        isDisabled={state?.redo === undefined}
        onPress={actions.redo}
      >
        <Redo2 aria-hidden />
      </IconButton>
    </>
  );
}
