import { Search } from 'lucide-react';
import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { cx } from '../../lib/class-names.ts';
import { useFrameText } from '../frame/frame-strings.ts';
import { rankHits, type Hit } from './palette-rank.ts';
import styles from './command-palette.module.css';

export interface CommandPaletteProps {
  readonly onClose: () => void;
  /** Shown at once: screens and commands. */
  readonly hits: readonly Hit[];
  /** Found only by typing: people, jobs, pours. */
  readonly records: readonly Hit[];
}

/** Every screen, command, person, job and pour by a few letters. */
export function CommandPalette({ onClose, hits, records }: CommandPaletteProps) {
  const text = useFrameText();
  const listId = useId();
  const [query, setQuery] = useState('');
  const [cursor, setCursor] = useState(0);
  const groups = useMemo(
    () => rankHits(query, query.trim() === '' ? hits : [...hits, ...records]),
    [query, hits, records],
  );
  const flat = groups.flatMap((group) => group.hits);
  const at = Math.min(cursor, Math.max(0, flat.length - 1));
  const idOf = (index: number): string => `${listId}-${index}`;

  const open = (hit: Hit | undefined): void => {
    if (!hit) return;
    onClose();
    hit.run();
  };
  const moveTo = (index: number): void => {
    const next = (index + flat.length) % Math.max(1, flat.length);
    setCursor(next);
    document.querySelector(`#${CSS.escape(idOf(next))}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') moveTo(at + 1);
    else if (event.key === 'ArrowUp') moveTo(at - 1);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) open(flat[at]);
    else return;
    event.preventDefault();
  };

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      className={cx(styles.veil)}
    >
      <Modal className={cx(styles.modal)}>
        <Dialog aria-label={text('findOrDo')} className={cx(styles.palette)}>
          <div className={styles.search}>
            <Search aria-hidden />
            {/* The palette exists to be typed into. */}
            <input
              // oxlint-disable-next-line jsx-a11y/no-autofocus
              autoFocus
              role="combobox"
              aria-expanded
              aria-controls={listId}
              aria-label={text('findOrDo')}
              aria-autocomplete="list"
              {...(flat.length > 0 && { 'aria-activedescendant': idOf(at) })}
              placeholder={text('typeToFind')}
              value={query}
              onChange={(event) => {
                setQuery(event.target.value);
                setCursor(0);
              }}
              onKeyDown={onKeyDown}
              spellCheck={false}
              autoComplete="off"
            />
          </div>
          {/* Options are reached by arrows from the box above, not by Tab. */}
          <div id={listId} role="listbox" aria-label={text('findOrDo')} tabIndex={-1} className={styles.list}>
            {groups.map(({ group, hits: found }) => (
              <div key={group} role="group" aria-label={group}>
                <p className={styles.heading} aria-hidden>
                  {group}
                </p>
                {found.map((hit) => {
                  const index = flat.indexOf(hit);
                  return (
                    <Line
                      key={hit.id}
                      hit={hit}
                      id={idOf(index)}
                      isCurrent={index === at}
                      onPoint={() => setCursor(index)}
                      onOpen={() => open(hit)}
                    />
                  );
                })}
              </div>
            ))}
          </div>
          {flat.length === 0 && (
            <p className={styles.none} role="status">
              {text('nothingFound', { query })}
            </p>
          )}
          <footer className={styles.foot}>
            <span>
              <kbd>↑</kbd> <kbd>↓</kbd> {text('moveKeys')}
            </span>
            <span>
              <kbd>Enter</kbd> {text('openKeys')}
            </span>
            <span>
              <kbd>Esc</kbd> {text('closeKeys')}
            </span>
          </footer>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Line({
  hit,
  id,
  isCurrent,
  onPoint,
  onOpen,
}: {
  readonly hit: Hit;
  readonly id: string;
  readonly isCurrent: boolean;
  readonly onPoint: () => void;
  readonly onOpen: () => void;
}) {
  return (
    // Keys go to the box above, which names this line as the active one.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isCurrent}
      className={styles.line}
      onPointerMove={onPoint}
      onClick={onOpen}
    >
      {hit.hue !== undefined && <span className={styles.swatch} data-hue={hit.hue} />}
      <span className={styles.title}>{hit.title}</span>
      {hit.detail !== undefined && <span className={styles.detail}>{hit.detail}</span>}
      {hit.shortcut !== undefined && <kbd>{hit.shortcut}</kbd>}
    </div>
  );
}
