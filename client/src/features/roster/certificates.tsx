import { ShieldCheck, ShieldX, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { addDays } from 'shared/lib/days.ts';
import type { Employee } from 'shared/schema/employees.ts';
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

/** What somebody is certified for and until when; what ends soon says so in words and with a shape. */
export function Certificates({ person, world, mayEdit }: CertificatesProps) {
  const text = useRosterText();
  const format = useFormat();
  const { saveAll, clock } = useWorkspace();
  const [kind, setKind] = useState('');
  const [endsOn, setEndsOn] = useState<string>();
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
    void saveAll(label, [certificateEdit(person.id, kind.trim(), endsOn === undefined ? {} : { endsOn })]);
    setKind('');
    setEndsOn(undefined);
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
          <TextField label={text('certificateKind')} value={kind} onChange={setKind} />
          <DateField label={text('endsOn')} value={endsOn} onChange={setEndsOn} />
          <Button onPress={add} isDisabled={kind.trim() === ''}>
            {text('addCertificate')}
          </Button>
        </div>
      )}
    </>
  );
}
