import { memo, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { matches, takeApart, type Match } from 'shared/domain/schedule/cell-text.ts';
import type { Work } from 'shared/domain/schedule/cells.ts';
import { hueOf } from 'shared/domain/schedule/hues.ts';
import { cx } from '../../lib/class-names.ts';
import { useDirtyForm } from '../../lib/dirty-forms.ts';
import type { Layout } from './grid-columns.ts';
import { useValue } from './live-value.ts';
import type { Editing } from './grid-controller.ts';
import { useFacts, useSession } from './schedule-session.ts';
import { useScheduleText } from './schedule-strings.ts';
import { jobName, jobNumber } from './work-names.ts';
import styles from './editor.module.css';

interface EditorProps {
  readonly layout: Layout;
  readonly rowHeight: number;
  readonly nameWidth: number;
  readonly onDone: () => void;
}

/** The box that opens over a cell when somebody types, with what the text could mean below it. */
export const CellEditor = memo(function CellEditor(props: EditorProps) {
  const { grid } = useSession();
  const editing = useValue(grid.editing);
  return editing ? (
    <OpenEditor key={`${editing.place.row} ${editing.place.column}`} editing={editing} {...props} />
  ) : null;
});

function OpenEditor({
  editing,
  layout,
  rowHeight,
  nameWidth,
  onDone,
}: EditorProps & { readonly editing: Editing }) {
  const { grid, store, actions } = useSession();
  const text = useScheduleText();
  const { jobs } = useFacts(store);
  const [typed, setTyped] = useState(editing.text);
  const [at, setAt] = useState(0);
  const [isUnknown, setUnknown] = useState(false);
  useDirtyForm(typed !== '');
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const part = takeApart(typed).parts.at(-1)?.text ?? '';
  const found = useMemo(() => matches(part, jobs), [part, jobs]);
  const column = layout.columns[editing.place.column];
  const many =
    (editing.block.bottom - editing.block.top + 1) * (editing.block.right - editing.block.left + 1);

  useLayoutEffect(() => {
    const box = input.current;
    box?.focus({ preventScroll: true });
    box?.setSelectionRange(box.value.length, box.value.length);
  }, []);

  const isDone = useRef(false);
  const close = (): void => {
    isDone.current = true;
    grid.editing.set(undefined);
    onDone();
  };
  const take = (pick: Work | undefined, step?: { rows: number; columns: number }): void => {
    if (grid.commit(typed, pick)) {
      close();
      if (step) actions.walk(step.rows, step.columns);
    } else setUnknown(true);
  };
  /** The highlighted line counts unless the text is already exact. */
  const picked = (): Work | undefined => (part === '' ? undefined : found[at]);

  if (!column) return null;
  return (
    <div
      className={styles.editor}
      data-own-pointer
      style={{
        left: nameWidth + column.x,
        top: editing.place.row * rowHeight,
        minWidth: Math.max(column.width, 84),
        height: rowHeight,
      }}
    >
      <input
        ref={input}
        className={cx(styles.input, isUnknown && styles.unknown)}
        value={typed}
        role="combobox"
        aria-label={text('editorLabel')}
        aria-expanded={found.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-invalid={isUnknown}
        aria-activedescendant={found.length > 0 ? `${listId}-${at}` : undefined}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
          setUnknown(false);
        }}
        onBlur={() => {
          if (isDone.current) return;
          // A click elsewhere takes what is typed, as in a spreadsheet; what names nothing is left out.
          grid.commit(typed, picked());
          grid.editing.set(undefined);
        }}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Escape') close();
          else if (event.key === 'Enter') take(picked(), { rows: event.shiftKey ? -1 : 1, columns: 0 });
          else if (event.key === 'Tab') take(picked(), { rows: 0, columns: event.shiftKey ? -1 : 1 });
          else if (event.key === 'ArrowDown' && found.length > 0) setAt((at + 1) % found.length);
          else if (event.key === 'ArrowUp' && found.length > 0) setAt((at + found.length - 1) % found.length);
          else return;
          event.preventDefault();
        }}
      />
      {(part !== '' || many > 1) && (
        <div className={styles.list}>
          {many > 1 && <p className={styles.hint}>{text('selected', { count: many })}</p>}
          <div role="listbox" id={listId} aria-label={text('editorLabel')}>
            {found.map((match, index) => (
              <div
                key={match.kind === 'project' ? match.projectId : match.status}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === at}
                className={cx(styles.option, index === at && styles.chosen)}
                onPointerDown={(event) => {
                  event.preventDefault();
                  take(match);
                }}
                onPointerEnter={() => setAt(index)}
              >
                <MatchLine match={match} />
              </div>
            ))}
          </div>
          {part !== '' && found.length === 0 && (
            <p className={styles.none}>{text('noMatch', { text: part })}</p>
          )}
        </div>
      )}
    </div>
  );
}

function MatchLine({ match }: { readonly match: Match | Work }) {
  const { store } = useSession();
  const text = useScheduleText();
  if (match.kind === 'status')
    return (
      <>
        <span className={styles.hatch} />
        <b>{text(`code-${match.status}`)}</b>
        <span className={styles.detail}>{text(`status-${match.status}`)}</span>
      </>
    );
  const project = store.facts().jobs.byId.get(match.projectId);
  return (
    <>
      <span className={styles.swatch} data-hue={hueOf(project)} />
      <b>{jobNumber(project, text)}</b>
      <span className={styles.detail}>{jobName(project)}</span>
    </>
  );
}
