import { ShieldCheck, ShieldX, TriangleAlert, X } from 'lucide-react';
import { addDays } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
import { draftsOf } from '../../db/drafts.ts';
import { useFormValues } from '../../lib/form-draft.ts';
import { useFormat } from '../../lib/format.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { certificateEdit, type RosterWorld } from './roster.repo.ts';
import { useRosterText } from './roster-strings.ts';
import styles from './person-drawer.module.css';

interface CertificatesProps {
  readonly person: Employee;
  readonly world: RosterWorld;
  readonly mayEdit: boolean;
}

/** Where a company says nothing: certificates are marked a month ahead. */
const WARNING_DAYS = 30;

interface Typed {
  readonly kind: string;
  readonly endsOn: string | undefined;
}
const EMPTY: Typed = { kind: '', endsOn: undefined };

/** What somebody is certified for and until when; what ends soon says so in words and with a shape. */
export function Certificates({ person, world, mayEdit }: CertificatesProps) {
  const text = useRosterText();
  const format = useFormat();
  const { db, saveAll, clock } = useWorkspace();
  const { values, set, clear } = useFormValues(draftsOf(db), `certificate ${person.id}`, EMPTY);
  const { kind, endsOn } = values;
  const today = clock.today(world.settings?.timeZone);
  const soon = addDays(today, world.settings?.warningDays ?? WARNING_DAYS);
  const held = Object.entries(person.certificates ?? {}).sort(([a], [b]) => a.localeCompare(b));
  const say = (end: string | undefined): string => {
    if (end === undefined) return text('noEnd');
    return text(end < today ? 'expired' : 'endsSoon', { day: format.fullDay(end) });
  };
  const add = (): void => {
    if (kind.trim() === '') return;
    const label = text('changedSaid', { name: person.name ?? '', field: text('certificates') });
    const certificate = endsOn === undefined ? {} : { endsOn };
    void saveAll(label, [certificateEdit(person.id, kind.trim(), certificate)]).then(clear);
  };
  return (
    <>
      {held.length === 0 && <p className={styles.quiet}>{text('noCertificates')}</p>}
      <ul className={styles.list}>
        {held.map(([name, { endsOn: end }]) => {
          const isOver = end !== undefined && end < today;
          const isNear = end !== undefined && !isOver && end <= soon;
          return (
            <li key={name} data-tone={isOver ? 'stop' : isNear ? 'hold' : undefined}>
              {isOver ? (
                <ShieldX aria-hidden />
              ) : isNear ? (
                <TriangleAlert aria-hidden />
              ) : (
                <ShieldCheck aria-hidden />
              )}
              <span>
                <b>{name}</b>
                <small>{say(end)}</small>
              </span>
              {mayEdit && (
                <IconButton
                  size="s"
                  variant="quiet"
                  label={text('removeCertificate', { kind: name })}
                  onPress={() =>
                    void saveAll(text('removeCertificate', { kind: name }), [
                      certificateEdit(person.id, name, undefined),
                    ])
                  }
                >
                  <X aria-hidden />
                </IconButton>
              )}
            </li>
          );
        })}
      </ul>
      {mayEdit && (
        <div className={styles.adding}>
          <TextField
            label={text('certificateKind')}
            value={kind}
            onChange={(value) => set({ kind: value })}
          />
          <DateField label={text('endsOn')} value={endsOn} onChange={(value) => set({ endsOn: value })} />
          <Button onPress={add} isDisabled={kind.trim() === ''}>
            {text('addCertificate')}
          </Button>
        </div>
      )}
    </>
  );
}
