import { CalendarRange, ChevronLeft, HardHat, Plus } from 'lucide-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { overCapacityCy, skyline, type WeekOfConcrete } from 'shared/domain/pours/lookahead.ts';
import { plannedCy } from 'shared/domain/pours/spans.ts';
import { addDays, mondayOf } from 'shared/lib/days.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useCommands } from '../../lib/commands.ts';
import { useFormat } from '../../lib/format.ts';
import { useMedia } from '../../lib/media.ts';
import { useDensity } from '../../lib/preferences.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { LookaheadBoard, type BoardHandle } from './lookahead-board.tsx';
import { dayInWeek, lookaheadRows, mondaysFrom, type Grouping } from './lookahead-model.ts';
import { NewPourDialog } from './new-pour-dialog.tsx';
import { usePoursOfDays } from './old-pours.tsx';
import { PourDrawer } from './pour-drawer.tsx';
import { shortPourName } from './pour-name.ts';
import type { PourWorld } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';
import { Skyline } from './skyline.tsx';
import { usePourActions } from './use-pour-actions.ts';
import { usePourWorld } from './use-pour-world.ts';
import { WeekSum } from './week-sum.tsx';
import styles from './lookahead-page.module.css';

const WEEKS = 52;
/** How far one step back goes: the first shows what this device holds, the next asks the office. */
const BACK_WEEKS = 13;
const SPANS = ['6', '12', '26', '52'] as const;
type SpanChoice = (typeof SPANS)[number];

/** The rolling year of tentative and committed pours; `actions` are buttons that other features give. */
export function LookaheadPage({ actions }: { readonly actions?: ReactNode }) {
  const { world, zone } = usePourWorld();
  if (!world) return <Page><SkeletonRows rows={10} /></Page>; // prettier-ignore
  return <Lookahead world={world} zone={zone} actions={actions} />;
}

interface LookaheadProps {
  readonly world: PourWorld;
  readonly zone: string;
  readonly actions: ReactNode;
}

function Lookahead({ world, zone, actions }: LookaheadProps) {
  const text = usePoursText();
  const { clock } = useWorkspace();
  const pourActions = usePourActions();
  const navigate = useNavigate();
  const { workspace } = useParams({ strict: false });
  const touch = useDensity() !== 'desk';
  const isNarrow = useMedia('(max-width: 1099px)');
  const isPhone = useMedia('(max-width: 699px)');
  const [span, setSpan] = useState<SpanChoice>(globalThis.innerWidth < 1100 ? '6' : '12');
  const [grouping, setGrouping] = useState<Grouping>('project');
  const [regionId, setRegionId] = useState('all');
  const [selectedId, setSelectedId] = useState<string>();
  const [pickedId, setPickedId] = useState<string>();
  const [isNewOpen, setNewOpen] = useState(false);
  const [firstWeek, setFirstWeek] = useState(0);
  const board = useRef<BoardHandle>(null);
  const [weeksBack, setWeeksBack] = useState(0);

  const today = clock.today(zone);
  const mondays = useMemo(
    () => mondaysFrom(addDays(today, -7 * weeksBack), WEEKS + weeksBack),
    [today, weeksBack],
  );
  const old = usePoursOfDays(mondays[0] ?? today, today, 'pours alone');
  const goBack = (): void => {
    setWeeksBack(weeksBack + BACK_WEEKS);
    setSelectedId(undefined);
  };
  // What is added at the left is what one wants to see.
  useLayoutEffect(() => {
    if (weeksBack > 0) board.current?.showWeek(0);
  }, [weeksBack]);
  const pours = useMemo(
    () =>
      regionId === 'all' ? world.pours : world.pours.filter((pour) => regionOf(pour, world) === regionId),
    [world, regionId],
  );
  const rows = useMemo(
    () => lookaheadRows(pours, grouping, world.projects, world.employees, mondays),
    [pours, grouping, world, mondays],
  );
  const weeks = useMemo(() => skyline(pours, mondays, mondayOf), [pours, mondays]);
  const capacityCy = world.settings?.weeklyCapacityCy;
  const selected = world.pours.find((pour) => pour.id === selectedId);
  const picked = world.pours.find((pour) => pour.id === pickedId);
  const open = (pour: Pour): void => {
    void navigate({ to: `/w/${workspace}/pours/${pour.id}` });
  };
  /** A finger picks first: what stands over the board on a small screen opens by a second tap. */
  const choose = (pour: Pour): void => {
    const isPicked = touch && pourActions.mayPlanIt(pour) && pour.id !== pickedId;
    setPickedId(isPicked ? pour.id : undefined);
    setSelectedId(isPicked && isNarrow ? undefined : pour.id);
  };
  const place = (pour: Pour, monday: string): void => {
    setPickedId(undefined);
    pourActions.move(pour, dayInWeek(pour, monday), zone);
  };

  useCommands([
    ...(pourActions.mayPlan ? [{ id: 'new-pour', title: text('newPour'), run: () => setNewOpen(true) }] : []),
    {
      id: 'lookahead-today',
      title: `${text('lookahead')}: ${text('today')}`,
      run: () => board.current?.showWeek(weeksBack),
    },
    { id: 'lookahead-back', title: `${text('lookahead')}: ${text('weeksBefore')}`, run: goBack },
  ]);

  const rowsBy = (
    <SelectField
      label={text('grouping')}
      hideLabel
      icon={grouping === 'project' ? <CalendarRange aria-hidden /> : <HardHat aria-hidden />}
      value={grouping}
      onChange={setGrouping}
      options={[
        { id: 'project', label: text('byProject') },
        { id: 'foreman', label: text('byForeman') },
      ]}
    />
  );
  const regionPick = world.regions.length > 1 && (
    <SelectField
      label={text('region')}
      hideLabel
      value={regionId}
      onChange={setRegionId}
      options={[
        { id: 'all', label: text('allRegions') },
        ...world.regions.map((region) => ({ id: region.id, label: region.name ?? '–' })),
      ]}
    />
  );
  return (
    <Page
      before={
        <>
          <IconButton label={text('weeksBefore')} onPress={goBack}>
            <ChevronLeft aria-hidden />
          </IconButton>
          <Button onPress={() => board.current?.showWeek(weeksBack)}>{text('today')}</Button>
        </>
      }
      title={text('lookahead')}
      tools={
        <div className={styles.tools}>
          <Segmented
            label={text('weeksShown')}
            fill={isPhone}
            value={span}
            onChange={setSpan}
            items={SPANS.map((id) => ({
              id,
              label: id === '52' ? text('year') : text('weeksShort', { count: Number(id) }),
            }))}
          />
          {!isPhone && rowsBy}
          {regionPick}
        </div>
      }
      status={
        <>
          <span className={styles.quiet}>{text('movingTellsNobody')}</span>
          {isPhone && rowsBy}
          {actions}
        </>
      }
      primary={
        pourActions.mayPlan ? (
          <Button variant="act" icon={<Plus aria-hidden />} onPress={() => setNewOpen(true)}>
            {text('newPour')}
          </Button>
        ) : undefined
      }
      drawer={
        selected && (
          <PourDrawer
            pour={selected}
            world={world}
            zone={zone}
            onOpen={() => open(selected)}
            onClose={() => {
              setSelectedId(undefined);
              setPickedId(undefined);
            }}
          />
        )
      }
      drawerLabel={selected ? shortPourName(selected, text('unnamed')) : ''}
      onCloseDrawer={() => setSelectedId(undefined)}
      scrolls="within"
    >
      <div className={styles.top}>
        <WeekSum
          week={weeks[firstWeek]}
          isThisWeek={firstWeek === weeksBack}
          capacityCy={capacityCy}
          unknownBefore={old.unknownBefore}
        />
        <Skyline
          weeks={weeks}
          capacityCy={capacityCy}
          unknownBefore={old.unknownBefore}
          visible={{ from: firstWeek, count: Number(span) }}
          onShow={(index) => board.current?.showWeek(index)}
        />
      </div>
      {old.line}
      {picked && (
        <div className={styles.picking}>
          <p role="status">{text('pickPlace', { name: shortPourName(picked, text('unnamed')) })}</p>
          {isNarrow && <Button onPress={() => choose(picked)}>{text('details')}</Button>}
          <Button onPress={() => setPickedId(undefined)}>{text('cancelPick')}</Button>
        </div>
      )}
      {rows.length === 0 && old.unknownBefore === undefined ? (
        <EmptyState title={text('noPours')} icon={<CalendarRange aria-hidden />}>
          {text('noPoursHint')}
        </EmptyState>
      ) : (
        <LookaheadBoard
          ref={board}
          rows={rows}
          mondays={mondays}
          weeksShown={Number(span)}
          touch={touch}
          emptyTitle={() => text(grouping === 'project' ? 'noProject' : 'noForeman')}
          selectedId={selectedId}
          pickedId={pickedId}
          mayMove={pourActions.mayPlanIt}
          onChoose={choose}
          onPlace={place}
          onPromote={pourActions.mayPlan ? pourActions.promote : undefined}
          onOpen={open}
          onVisible={setFirstWeek}
          hueOf={(pour) =>
            pour.projectId === undefined ? undefined : world.projects.get(pour.projectId)?.colour
          }
          hint={(pour, monday) => (
            <DropHint
              pour={pour}
              week={weeks.find((week) => week.weekStart === monday)}
              capacityCy={capacityCy}
            />
          )}
        />
      )}
      {isNewOpen && (
        <NewPourDialog
          world={world}
          zone={zone}
          onClose={() => setNewOpen(false)}
          onCreated={setSelectedId}
        />
      )}
    </Page>
  );
}

interface DropHintProps {
  readonly pour: Pour;
  readonly week: WeekOfConcrete | undefined;
  readonly capacityCy: number | undefined;
}

/** What a week becomes when a pill is dropped on it. */
function DropHint({ pour, week, capacityCy }: DropHintProps) {
  const text = usePoursText();
  const format = useFormat();
  if (!week) return null;
  const own = pour.day !== undefined && mondayOf(pour.day) === week.weekStart ? 0 : (plannedCy(pour) ?? 0);
  const becomes = { ...week, tentativeCy: week.tentativeCy + own };
  const total = becomes.committedCy + becomes.tentativeCy;
  const over = overCapacityCy(becomes, capacityCy);
  return (
    <>
      <b>
        {shortPourName(pour, text('unnamed'))}, {format.number(plannedCy(pour) ?? 0, 0)} CY,{' '}
        {text('weekOf', { day: format.shortDay(week.weekStart) })}
      </b>
      <br />
      {text('weekBecomes', { total: format.number(total, 0) })}
      {over > 0 ? (
        <b>, {text('weekOver', { over: format.number(over, 0) })}</b>
      ) : (
        capacityCy !== undefined && `, ${text('weekUnder', { left: format.number(capacityCy - total, 0) })}`
      )}
      .
    </>
  );
}

const regionOf = (pour: Pour, world: PourWorld): string | undefined =>
  pour.projectId === undefined ? undefined : world.projects.get(pour.projectId)?.regionId;
