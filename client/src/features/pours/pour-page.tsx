import { ArrowLeft, ClipboardList, CloudOff, History, MapPinOff } from 'lucide-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { isCommitted, statusOf } from 'shared/domain/pours/lifecycle.ts';
import { readinessOf } from 'shared/domain/pours/readiness.ts';
import type { PourChange } from 'shared/domain/pours/changes.ts';
import type { Pour } from 'shared/schema/pours.ts';
import { useFormat } from '../../lib/format.ts';
import { useRecordTools } from '../../sync/record-tools.ts';
import { useWhereabouts, type Whereabouts } from '../../sync/use-archive.ts';
import { usePlace, usePointing, useRing } from '../../sync/use-presence.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, ButtonLink, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { NoticeLine } from '../../ui/notice-line.tsx';
import { Page } from '../../ui/page.tsx';
import { Ring } from '../../ui/ring.tsx';
import { ScrollArea } from '../../ui/scroll-area.tsx';
import { EmptyState, SkeletonRows } from '../../ui/states.tsx';
import { CrewList } from './crew-list.tsx';
import { PlanFieldInput } from './plan-field-input.tsx';
import { impliedBy, pourFacts } from './pour-facts.ts';
import { PLAN_SECTIONS } from './pour-fields.ts';
import { pourName } from './pour-name.ts';
import { usePourPlanText } from './pour-plan-strings.ts';
import { isOldPour, pourEdit, type PourWorld } from './pours.repo.ts';
import { usePoursText } from './pours-strings.ts';
import { ReadinessList } from './readiness-list.tsx';
import { StatusPill } from './status-pill.tsx';
import { StatusSteps } from './status-steps.tsx';
import { useNameOf } from './use-name-of.ts';
import { usePourActions } from './use-pour-actions.ts';
import { usePourWorld } from './use-pour-world.ts';
import { zoneName } from './zone-name.ts';
import styles from './pour-page.module.css';

/** One pour with its whole plan, in sections; every field is saved as soon as it is filled in. */
export function PourPage({ actions }: { readonly actions?: ReactNode }) {
  const { world, zone } = usePourWorld();
  const { pourId = '' } = useParams({ strict: false });
  const { db } = useWorkspace();
  const pour = world?.pours.find(({ id }) => id === pourId);
  const isOld = pour !== undefined && isOldPour(db, pour);
  const shown = pour ? (isOld ? 'old' : 'held') : 'absent';
  const where = useWhereabouts('pours', pourId, world && shown);
  if (!world) return <Page><SkeletonRows rows={10} /></Page>; // prettier-ignore
  if (!pour) return <NotHeld where={where} />;
  const keptAt = where.kind === 'kept' ? where.at : undefined;
  return (
    <PlanOf
      pour={pour}
      world={world}
      zone={pour.timeZone ?? zone}
      actions={actions}
      {...(isOld && { old: { keptAt } })}
    />
  );
}

/** Somebody came by the address of a pour that is not on this device. */
function NotHeld({ where }: { readonly where: Whereabouts }) {
  const text = usePourPlanText();
  const { workspace } = useParams({ strict: false });
  if (where.kind !== 'away' && where.kind !== 'missing')
    return (
      <Page>
        <NoticeLine icon={<History aria-hidden />}>{text('seeking')}</NoticeLine>
        <SkeletonRows rows={10} />
      </Page>
    );
  const isAway = where.kind === 'away';
  return (
    <Page>
      <EmptyState
        title={text('unknownPour')}
        icon={isAway ? <CloudOff aria-hidden /> : <MapPinOff aria-hidden />}
        actions={<ButtonLink href={`/w/${workspace}/pours`}>{text('backToList')}</ButtonLink>}
      >
        {text(isAway ? 'awayHint' : 'missingHint')}
      </EmptyState>
    </Page>
  );
}

interface PlanOfProps {
  readonly pour: Pour;
  readonly world: PourWorld;
  readonly zone: string;
  readonly actions: ReactNode;
  /** It lies before the window; `keptAt` where it could not be asked for now. */
  readonly old?: { readonly keptAt: string | undefined };
}

function PlanOf({ pour, world, zone, actions, old }: PlanOfProps) {
  const common = usePoursText();
  const text = usePourPlanText();
  const format = useFormat();
  const navigate = useNavigate();
  const { workspace } = useParams({ strict: false });
  const { saveAll } = useWorkspace();
  const recordTools = useRecordTools();
  const pourActions = usePourActions();
  const nameOf = useNameOf(world);
  usePlace(`pour:${pour.id}`);
  const point = usePointing();
  const status = statusOf(pour);
  const mayConfirm = pourActions.mayStep(pour, world);
  const ready = readinessOf(pour);
  const facts = pourFacts(pour, pour.plantId === undefined ? undefined : world.resources.get(pour.plantId));
  const name = pourName(pour, common('unnamed'));
  const project = pour.projectId === undefined ? undefined : world.projects.get(pour.projectId);
  const region = world.regions.find(({ id }) => id === project?.regionId);
  const save = (change: PourChange): void => {
    const [field = 'name'] = Object.keys(change);
    void saveAll(text('changed', { name, field: text(`field-${field as 'name'}`) }), [
      pourEdit(pour.id, () => change),
    ]);
  };
  const isRepeated =
    pour.number !== undefined &&
    world.pours.some(
      (other) => other.id !== pour.id && other.number === pour.number && other.status !== 'postponed',
    );
  return (
    <Page
      tone="ground"
      before={
        <IconButton label={text('backToList')} onPress={() => void navigate({ to: `/w/${workspace}/pours` })}>
          <ArrowLeft aria-hidden />
        </IconButton>
      }
      title={name}
      tools={<StatusPill status={status} />}
      status={
        <>
          {recordTools({ collection: 'pours', documentId: pour.id })}
          {actions}
          <StatusSteps pour={pour} world={world} zone={zone} isSecondary={isCommitted(status)} />
        </>
      }
      primary={
        isCommitted(status) ? (
          <Button
            variant="act"
            icon={<ClipboardList aria-hidden />}
            onPress={() => void navigate({ to: `/w/${workspace}/pours/${pour.id}/log` })}
          >
            {common('openLog')}
          </Button>
        ) : undefined
      }
    >
      <ScrollArea label={name} className={styles.page}>
        <Notes
          pour={pour}
          world={world}
          nameOf={nameOf}
          isRepeated={isRepeated}
          mayPlan={pourActions.mayPlanIt(pour)}
          old={old}
        />
        <div className={styles.sections} onFocus={point}>
          <Card
            title={text('section-ready')}
            aside={common('readyCount', {
              done: ready.confirmed.length,
              wanted: ready.confirmed.length + ready.open.length,
            })}
          >
            <ReadinessList
              pour={pour}
              zone={zone}
              nameOf={nameOf}
              onToggle={
                mayConfirm ? (item, isConfirmed) => pourActions.confirm(pour, item, isConfirmed) : undefined
              }
            />
          </Card>
          {PLAN_SECTIONS.map((section) => (
            <Card
              key={section.id}
              title={text(`section-${section.id}`)}
              {...(section.id === 'when' && {
                aside: text('timesIn', {
                  zone: zoneName(zone, Date.parse(pour.startsAt ?? pour.updatedAt), format),
                }),
              })}
            >
              <div className={styles.fields}>
                {section.fields.map((field) => (
                  <div key={field.key} className={styles.field} data-spot={field.key}>
                    <FieldRing spot={field.key} />
                    <PlanFieldInput
                      field={field}
                      pour={pour}
                      world={world}
                      zone={zone}
                      isDisabled={!pourActions.mayPlanIt(pour)}
                      onChange={save}
                    />
                  </div>
                ))}
              </div>
              {section.id === 'quantity' &&
                facts.theoreticalCy !== undefined &&
                facts.orderedCy !== undefined && (
                  <p className={styles.derived}>
                    {text('derived', {
                      theoretical: format.number(facts.theoreticalCy, 1),
                      ordered: format.number(facts.orderedCy, 1),
                    })}
                  </p>
                )}
              {section.id === 'where' && region?.name !== undefined && (
                <p className={styles.derived}>{text('regionIs', { region: region.name })}</p>
              )}
              {section.id === 'mix' &&
                section.fields.some(({ key }) => impliedBy(pour, world.resources, key)) && (
                  <p className={styles.derived}>{text('fromMix')}</p>
                )}
              {section.id === 'supply' && facts.loads !== undefined && facts.spacingMin !== undefined && (
                <p className={styles.derived}>
                  {text('derivedTrucks', { loads: facts.loads, spacing: format.number(facts.spacingMin, 1) })}
                </p>
              )}
            </Card>
          ))}
          <Card title={text('section-crew')} aside={String(Object.keys(pour.crew ?? {}).length)}>
            <CrewList
              pour={pour}
              world={world}
              isDisabled={!mayConfirm}
              onChange={(crew) => void saveAll(text('section-crew'), [pourEdit(pour.id, () => ({ crew }))])}
            />
          </Card>
        </div>
      </ScrollArea>
    </Page>
  );
}

const FieldRing = ({ spot }: { readonly spot: string }) => <Ring people={useRing(spot)} />;

interface NotesProps {
  readonly pour: Pour;
  readonly world: PourWorld;
  readonly nameOf: (userId: string) => string;
  readonly isRepeated: boolean;
  readonly mayPlan: boolean;
  readonly old: PlanOfProps['old'];
}

/** What is worth knowing before reading the plan: where it came from, where it went, what repeats. */
function Notes({ pour, world, nameOf, isRepeated, mayPlan, old }: NotesProps) {
  const text = usePourPlanText();
  const format = useFormat();
  const { workspace } = useParams({ strict: false });
  const link = (id: string, label: string) => {
    const other = world.pours.find((one) => one.id === id);
    return (
      <li key={id}>
        {label}{' '}
        <a href={`/w/${workspace}/pours/${id}`}>{other?.day === undefined ? '…' : format.day(other.day)}</a>
      </li>
    );
  };
  const from = pour.promotedFrom;
  return (
    <ul className={styles.notes}>
      {old && (
        <li data-tone="hold">
          {old.keptAt === undefined ? text('isOld') : text('isOldKept', { when: format.dayTime(old.keptAt) })}
        </li>
      )}
      {!mayPlan && !old && <li>{text('readOnly')}</li>}
      {isRepeated && <li data-tone="hold">{text('duplicateNumber')}</li>}
      {pour.postponedTo !== undefined && link(pour.postponedTo, text('postponedTo'))}
      {pour.postponedFrom !== undefined && link(pour.postponedFrom, text('postponedFrom'))}
      {from?.day !== undefined && (
        <li>{text('promotedFrom', { day: format.day(from.day), name: nameOf(from.by) })}</li>
      )}
    </ul>
  );
}
