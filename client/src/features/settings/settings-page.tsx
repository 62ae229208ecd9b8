import { Link, useParams, useSearch } from '@tanstack/react-router';
import {
  Building2,
  CalendarDays,
  ChevronLeft,
  ChevronRight,
  LifeBuoy,
  MapPinned,
  PackageOpen,
  Tablet,
  Truck,
  Users,
  Warehouse,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { isAtLeast } from 'shared/domain/permissions.ts';
import { useMedia } from '../../lib/media.ts';
import { useRecordTools } from '../../sync/record-tools.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { CompanySection } from './company-section.tsx';
import { DeviceSection } from './device-section.tsx';
import { RegionsSection } from './regions-section.tsx';
import { PoursSection, ScheduleSection } from './schedule-section.tsx';
import { useSettingsText } from './settings-strings.ts';
import { useWorkspaceSettings } from './use-save-settings.ts';
import styles from './settings.module.css';

const SECTIONS = [
  'company',
  'schedule',
  'pours',
  'regions',
  'resources',
  'team',
  'drained',
  'device',
] as const;
type Section = (typeof SECTIONS)[number];

const ICONS: Readonly<Record<Section, LucideIcon>> = {
  company: Building2,
  schedule: CalendarDays,
  pours: Truck,
  regions: MapPinned,
  resources: Warehouse,
  team: Users,
  drained: PackageOpen,
  device: Tablet,
};

/** Sections that need more room than a form. */
const WIDE: ReadonlySet<Section> = new Set(['resources', 'team', 'drained', 'regions']);

/** What other features lend to this page. */
export interface SettingsPageProps {
  readonly resources?: ReactNode;
  readonly team?: ReactNode;
  readonly drained?: ReactNode;
  readonly persistence?: ReactNode;
  readonly password?: ReactNode;
  readonly onSignOut?: () => void;
}

/** Everything that is set once: for the company, and for this device. */
export function SettingsPage(slots: SettingsPageProps) {
  const text = useSettingsText();
  const { user } = useWorkspace();
  const isNarrow = useMedia('(max-width: 799px)');
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false });
  const sections = SECTIONS.filter((id) => isShown(id, slots, isAtLeast(user.role, 'admin')));
  const asked = sections.find((id) => id === search['section']);
  const section = asked ?? (isNarrow ? undefined : 'company');
  if (section === undefined)
    return (
      <Page title={text('title')} tone="ground">
        <SectionList sections={sections} current={undefined} />
      </Page>
    );
  return (
    <Page
      title={isNarrow ? text(section) : text('title')}
      tone="ground"
      {...(isNarrow && { before: <BackToAll /> })}
    >
      <div className={styles.layout}>
        {!isNarrow && <SectionList sections={sections} current={section} />}
        <div className={styles.section} data-wide={WIDE.has(section) || undefined}>
          {!isNarrow && <h2 className={styles.heading}>{text(section)}</h2>}
          <SectionBody section={section} slots={slots} />
        </div>
      </div>
    </Page>
  );
}

function isShown(section: Section, slots: SettingsPageProps, isAdmin: boolean): boolean {
  if (section === 'resources' || section === 'team') return slots[section] !== undefined;
  if (section === 'drained') return isAdmin && slots.drained !== undefined;
  return true;
}

function BackToAll() {
  const text = useSettingsText();
  const { workspace = '' } = useParams({ strict: false });
  return (
    <Link
      to="/w/$workspace/settings"
      params={{ workspace }}
      className={styles.back}
      aria-label={text('back')}
    >
      <ChevronLeft aria-hidden />
    </Link>
  );
}

function SectionList({
  sections,
  current,
}: {
  readonly sections: readonly Section[];
  readonly current: Section | undefined;
}) {
  const text = useSettingsText();
  const { workspace } = useParams({ strict: false });
  return (
    <nav className={styles.sections} aria-label={text('sections')}>
      <ul>
        {sections.map((id) => {
          const Icon = ICONS[id];
          return (
            <li key={id}>
              <Link
                to={`/w/${workspace}/settings`}
                search={{ section: id }}
                className={styles.link}
                {...(id === current && { 'aria-current': 'page' as const })}
              >
                <Icon aria-hidden />
                <span>
                  <b>{text(id)}</b>
                  <small>{text(`about-${id}`)}</small>
                </span>
                <ChevronRight aria-hidden />
              </Link>
            </li>
          );
        })}
        <li>
          <Link to={`/w/${workspace}/support`} className={styles.link}>
            <LifeBuoy aria-hidden />
            <span>
              <b>{text('support')}</b>
              <small>{text('about-support')}</small>
            </span>
            <ChevronRight aria-hidden />
          </Link>
        </li>
      </ul>
    </nav>
  );
}

function SectionBody({ section, slots }: { readonly section: Section; readonly slots: SettingsPageProps }) {
  switch (section) {
    case 'company':
    case 'schedule':
    case 'pours':
      return <OfWorkspace section={section} />;
    case 'regions':
      return <RegionsSection />;
    case 'resources':
    case 'team':
    case 'drained':
      return slots[section];
    case 'device':
      return (
        <DeviceSection
          persistence={slots.persistence}
          password={slots.password}
          onSignOut={slots.onSignOut}
        />
      );
  }
}

function OfWorkspace({ section }: { readonly section: 'company' | 'schedule' | 'pours' }) {
  const text = useSettingsText();
  const current = useWorkspaceSettings();
  const recordTools = useRecordTools();
  if (!current) return <SkeletonRows rows={6} />;
  return (
    <>
      {!current.mayEdit && <p className={styles.quiet}>{text('readOnly')}</p>}
      {section === 'company' && <CompanySection {...current} />}
      {section === 'schedule' && <ScheduleSection {...current} />}
      {section === 'pours' && <PoursSection {...current} />}
      <div className={styles.foot}>
        {recordTools({ collection: 'settings', documentId: 'workspace:main' })}
        {current.mayEdit && text('saved')}
      </div>
    </>
  );
}
