import { useState } from 'react';
import { crewHoursOf } from 'shared/domain/pour-log/crew-hours.ts';
import { readClock, writeClock } from 'shared/domain/pour-log/clock-text.ts';
import { MILESTONES, type Milestone } from 'shared/domain/pour-log/history.ts';
import { useFormat } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { ComboField } from '../../ui/combo-field.tsx';
import type { Board } from './board.ts';
import type { BoardSheetProps } from './event-sheets.tsx';
import { editCrewHours, editLog, followStatus } from './log-changes.ts';
import { Choices, Sheet } from './sheet.tsx';
import { useSheetDraft } from './sheet-draft.ts';
import { useText } from './strings.ts';
import { readQuantity, writeQuantity } from './tile-values.ts';
import { TileForm } from './tiles.tsx';

/** The named crew of the pour, the foreman, and whoever already has hours; by name. */
export function crewOf(board: Board, added: readonly string[] = []): { id: string; name: string }[] {
  const { pour, log, employees } = board;
  const ids = new Set([
    ...(pour.foremanId === undefined ? [] : [pour.foremanId]),
    ...Object.keys(pour.crew ?? {}),
    ...Object.keys(log?.crewHours ?? {}),
    ...added,
  ]);
  return [...ids]
    .map((id) => ({ id, name: employees.get(id)?.name ?? '–' }))
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

const DAY_HOURS = ['4', '6', '8', '10', '12'] as const;

/** Hours by person: one tap gives everybody the same, then the exceptions. */
export function CrewSheet({ board, act }: BoardSheetProps) {
  const text = useText();
  const format = useFormat();
  const [added, setAdded] = useState<readonly string[]>([]);
  const before = Object.fromEntries(
    Object.entries(board.log?.crewHours ?? {}).map(([id, entry]) => [id, writeQuantity(entry.hours)]),
  );
  const draft = useSheetDraft(before);
  const { values } = draft;
  const crew = crewOf(board, [...added, ...Object.keys(values)]);
  const isWrong = crew.some(({ id }) => Number.isNaN(readQuantity(values[id])));
  const touched = Object.fromEntries(
    crew
      .filter(({ id }) => (values[id] ?? '') !== (before[id] ?? ''))
      .map(({ id }) => [id, readQuantity(values[id]) ?? 0]),
  );
  const total = crewHoursOf(
    Object.fromEntries(crew.map(({ id }) => [id, { hours: readQuantity(values[id]) || 0 }])),
    board.progress.placedCy,
  );
  const others = [...board.employees.values()].filter(
    (person) => person.active !== false && !crew.some(({ id }) => id === person.id),
  );
  return (
    <Sheet
      title={text('crewHours')}
      subtitle={[
        text('crewTotal', { hours: format.number(total.manHours), count: total.people }),
        total.cyPerManHour === undefined
          ? ''
          : text('cyPerManHour', { rate: format.number(total.cyPerManHour, 2) }),
      ]
        .filter(Boolean)
        .join(' · ')}
      width="wide"
      onClose={act.close}
      footer={
        <Button
          size="l"
          variant="act"
          isDisabled={isWrong || Object.keys(touched).length === 0}
          onPress={() => {
            act.write(text('didCrew'), editCrewHours(act.writing(), touched));
          }}
        >
          {text('save')}
        </Button>
      }
    >
      {crew.length > 0 && (
        <Choices
          label={text('everybody')}
          options={DAY_HOURS.map((hours) => ({ id: hours, label: `${hours} h` }))}
          onChoose={(hours) => {
            for (const { id } of crew) draft.set(id, hours);
          }}
        />
      )}
      <TileForm
        tiles={crew.map(({ id, name }) => ({
          name: id,
          label: name,
          kind: 'quantity' as const,
          unit: 'h',
          step: { by: 0.5, from: 8 },
        }))}
        values={values}
        onChange={draft.set}
        nowMs={board.nowMs}
        zone={board.zone}
      />
      <ComboField
        label={text('addPerson')}
        options={others.map((person) => ({ id: person.id, label: person.name ?? '–' }))}
        value={undefined}
        onChange={(id) => {
          if (id !== undefined) setAdded([...added, id]);
        }}
      />
    </Sheet>
  );
}

/** Pump and pour by the clock. */
export function TimesSheet({ board, act }: BoardSheetProps) {
  const text = useText();
  const { log, zone, nowMs, pour } = board;
  const before = Object.fromEntries(
    MILESTONES.map((name) => [name, log?.[name] === undefined ? '' : writeClock(log[name], zone)]),
  );
  const draft = useSheetDraft(before);
  const { values } = draft;
  const near = (name: Milestone): number => Date.parse(log?.[name] ?? new Date(nowMs).toISOString());
  const isWrongTime = (name: Milestone): boolean =>
    (values[name] ?? '').trim() !== '' && readClock(values[name] ?? '', near(name), zone) === undefined;
  const touched = MILESTONES.filter((name) => (values[name] ?? '').trim() !== before[name]);
  return (
    <Sheet
      title={text('times')}
      subtitle={text('timesHint')}
      width="wide"
      onClose={act.close}
      footer={
        <Button
          size="l"
          variant="act"
          isDisabled={touched.length === 0 || MILESTONES.some(isWrongTime)}
          onPress={() => {
            const writing = act.writing();
            const fields = Object.fromEntries(
              touched.map((name) => [name, readClock(values[name] ?? '', near(name), zone)]),
            );
            const ends = typeof fields['endedAt'] === 'string';
            act.write(text('didTimes'), [
              ...editLog(writing, log, fields),
              ...(ends ? followStatus(pour, 'placed', act.mayMovePour) : []),
            ]);
          }}
        >
          {text('save')}
        </Button>
      }
    >
      <TileForm
        tiles={MILESTONES.map((name) => ({
          name,
          label: text(`field_${name}`),
          kind: 'time' as const,
          ...(isWrongTime(name) && { note: text('noTime'), tone: 'bad' as const }),
        }))}
        values={values}
        onChange={draft.set}
        first={MILESTONES.find((name) => log?.[name] === undefined)}
        nowMs={nowMs}
        zone={zone}
      />
    </Sheet>
  );
}
