import { Button as AriaButton } from 'react-aria-components/Button';
import { cx } from '../../lib/class-names.ts';
import { useFormat } from '../../lib/format.ts';
import { useOthers, useOwnPlace } from '../../sync/use-presence.ts';
import { Face } from '../../ui/face.tsx';
import { Popover } from '../../ui/popover.tsx';
import { Spoken } from '../../ui/spoken.tsx';
import { useFrameText } from './frame-strings.ts';
import { peopleOf, type OtherPerson } from './people-here.ts';
import styles from './other-people.module.css';

/** More faces than these become a number. */
const FACES = 3;

/** Who else is here at this moment, and who is online; nothing where nobody is. */
export function OtherPeople() {
  const people = peopleOf(useOthers(), useOwnPlace());
  const text = useFrameText();
  if (people.length === 0) return null;
  const here = people.filter(({ isHere }) => isHere);
  const elsewhere = people.filter(({ isHere }) => !isHere);
  const shown = here.slice(0, FACES);
  const more = people.length - shown.length;
  return (
    <Popover
      label={text('onlineNow')}
      placement="bottom end"
      trigger={
        <AriaButton className={cx(styles.others)}>
          <Spoken>
            {here.length > 0
              ? text('hereToo', { names: here.map(({ name }) => name).join(', ') })
              : text('online', { count: people.length })}
          </Spoken>
          {shown.map((person) => (
            <OtherFace key={person.userId} person={person} />
          ))}
          {more > 0 && (
            <span className={styles.more} aria-hidden>
              +{more}
            </span>
          )}
        </AriaButton>
      }
    >
      <div className={styles.panel}>
        <Group title={text('hereNow')} people={here} />
        <Group title={text('onlineNow')} people={elsewhere} />
      </div>
    </Popover>
  );
}

const OtherFace = ({ person }: { readonly person: OtherPerson }) => (
  <Face userId={person.userId} name={person.name} className={cx(styles.face, person.isHere && styles.here)} />
);

function Group({ title, people }: { readonly title: string; readonly people: readonly OtherPerson[] }) {
  const text = useFrameText();
  const format = useFormat();
  if (people.length === 0) return null;
  const where = (place: string | undefined): string | undefined => {
    if (place === undefined) return undefined;
    return place.startsWith('week:')
      ? text('atWeek', { day: format.shortDay(place.slice('week:'.length)) })
      : text('atPour');
  };
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {people.map((person) => (
          <li key={person.userId}>
            <OtherFace person={person} />
            <span>
              {person.name}
              <small>{where(person.place)}</small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
