import { ChevronLeft, ChevronRight } from 'lucide-react';
import { statusOf } from 'shared/domain/pours/lifecycle.ts';
import { readinessOf } from 'shared/domain/pours/readiness.ts';
import { addDays } from 'shared/lib/days.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useFormat } from '../../lib/format.ts';
import { useRecordTools } from '../../sync/record-tools.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Drawer, DrawerSection, Facts } from '../../ui/drawer.tsx';
import { pourFacts } from './pour-facts.ts';
import { pourName } from './pour-name.ts';
import { usePourWords } from './pour-words.ts';
import { isOldPour, type PourWorld } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';
import { ReadinessList } from './readiness-list.tsx';
import { StatusPill } from './status-pill.tsx';
import { StatusSteps } from './status-steps.tsx';
import { usePourActions } from './use-pour-actions.ts';
import { useNameOf } from './use-name-of.ts';

interface PourDrawerProps {
  readonly pour: Pour;
  readonly world: PourWorld;
  readonly zone: string;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  /** Clashes of this pour, in words. */
  readonly clashes?: readonly string[];
}

/** The selected pour beside the board: what, when, how much, is it ready, what next. */
export function PourDrawer({ pour, world, zone, onOpen, onClose, clashes = [] }: PourDrawerProps) {
  const text = usePoursText();
  const words = usePourWords();
  const format = useFormat();
  const actions = usePourActions();
  const mayPlan = actions.mayPlanIt(pour);
  const { db } = useWorkspace();
  const recordTools = useRecordTools();
  const nameOf = useNameOf(world);
  const status = statusOf(pour);
  const foreman = pour.foremanId === undefined ? undefined : world.employees.get(pour.foremanId);
  const project = pour.projectId === undefined ? undefined : world.projects.get(pour.projectId);
  const ready = readinessOf(pour);
  const crew = Object.keys(pour.crew ?? {}).length;
  const subtitle = [
    foreman?.name ?? text('noForeman'),
    crew > 0 ? text('crewPeople', { count: crew }) : undefined,
    pour.startsAt === undefined
      ? undefined
      : text('startsAt', { time: format.time(pour.startsAt, pour.timeZone ?? zone) }),
  ];
  return (
    <Drawer
      title={pourName(pour, text('unnamed'))}
      subtitle={subtitle.filter(Boolean).join(' · ')}
      actions={recordTools({ collection: 'pours', documentId: pour.id })}
      onClose={onClose}
      footer={
        <Button variant="act" fill onPress={onOpen}>
          {text('open')}
        </Button>
      }
    >
      <DrawerSection heading={text('status')} aside={<StatusPill status={status} />}>
        {isOldPour(db, pour) && <p>{text('oldPour')}</p>}
        <StatusSteps pour={pour} world={world} zone={zone} />
        {pour.reason && status !== 'scheduled' && (
          <p>
            {words(`reason-${pour.reason.kind}`)}
            {pour.reason.note && `: ${pour.reason.note}`}
          </p>
        )}
      </DrawerSection>
      {clashes.length > 0 && (
        <DrawerSection heading={text('clashes')}>
          <ul>
            {clashes.map((clash) => (
              <li key={clash}>{clash}</li>
            ))}
          </ul>
        </DrawerSection>
      )}
      <DrawerSection heading={text('day')}>
        <div style={{ display: 'flex', gap: 8, alignItems: 'end' }}>
          <IconButton
            label={text('earlier')}
            isDisabled={!mayPlan || pour.day === undefined}
            onPress={() => pour.day && actions.move(pour, addDays(pour.day, -7), zone)}
          >
            <ChevronLeft aria-hidden />
          </IconButton>
          <DateField
            label={text('day')}
            hideLabel
            value={pour.day}
            isDisabled={!mayPlan}
            onChange={(day) => day && actions.move(pour, day, zone)}
          />
          <IconButton
            label={text('later')}
            isDisabled={!mayPlan || pour.day === undefined}
            onPress={() => pour.day && actions.move(pour, addDays(pour.day, 7), zone)}
          >
            <ChevronRight aria-hidden />
          </IconButton>
        </div>
      </DrawerSection>
      <DrawerSection heading={text('plan')}>
        <Facts items={usePlanFacts(pour, world, project?.name ?? project?.nickname)} />
      </DrawerSection>
      <DrawerSection
        heading={text('ready')}
        aside={text('readyCount', {
          done: ready.confirmed.length,
          wanted: ready.confirmed.length + ready.open.length,
        })}
      >
        <ReadinessList
          pour={pour}
          zone={zone}
          nameOf={nameOf}
          onToggle={
            actions.mayStep(pour, world)
              ? (item, isConfirmed) => actions.confirm(pour, item, isConfirmed)
              : undefined
          }
        />
      </DrawerSection>
    </Drawer>
  );
}

function usePlanFacts(
  pour: Pour,
  world: PourWorld,
  job: string | undefined,
): { name: string; value: string }[] {
  const text = usePoursText();
  const words = usePourWords();
  const format = useFormat();
  const named = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : world.resources.get(id)?.name;
  const plant = pour.plantId === undefined ? undefined : world.resources.get(pour.plantId);
  const mix = pour.mixId === undefined ? undefined : world.resources.get(pour.mixId);
  const facts = pourFacts(pour, plant);
  const cy = (value: number | undefined): string | undefined =>
    value === undefined ? undefined : `${format.number(value, value % 1 === 0 ? 0 : 1)} CY`;
  const psi = pour.strengthPsi ?? mix?.details?.strengthPsi;
  const lines: [string, (string | undefined)[]][] = [
    [text('job'), [job]],
    [text('concrete'), [cy(facts.orderedCy), psi === undefined ? mix?.name : `${format.number(psi, 0)} psi`]],
    [
      text('area'),
      [
        pour.areaSf === undefined ? undefined : `${format.number(pour.areaSf, 0)} SF`,
        pour.thicknessIn === undefined ? undefined : `${format.number(pour.thicknessIn)}″`,
      ],
    ],
    [
      text('rate'),
      [
        pour.rateCyPerHour === undefined ? undefined : `${format.number(pour.rateCyPerHour, 0)} CY/h`,
        facts.spacingMin === undefined
          ? undefined
          : text('truckEvery', { minutes: format.number(facts.spacingMin, 1) }),
      ],
    ],
    [
      text('trucks'),
      [
        facts.loads === undefined ? undefined : text('loadsCount', { count: facts.loads }),
        facts.trucks === undefined ? undefined : text('trucksCount', { count: facts.trucks }),
      ],
    ],
    [text('supply'), [named(pour.supplierId), named(pour.plantId)]],
    [text('pump'), [named(pour.pumpId), pour.method && words(`method-${pour.method}`)]],
    [
      text('finishField'),
      [
        pour.finish && words(`finish-${pour.finish}`),
        pour.ffSpecified === undefined ? undefined : `FF ${pour.ffSpecified}`,
      ],
    ],
  ];
  return lines.flatMap(([name, parts]) => {
    const value = parts.filter(Boolean).join(', ');
    return value ? [{ name, value }] : [];
  });
}
