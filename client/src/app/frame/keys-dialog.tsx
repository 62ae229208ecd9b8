import { useAllCommands } from '../../lib/commands.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { FIND_KEYS } from './find-keys.ts';
import { useFrameText } from './frame-strings.ts';
import styles from './keys-dialog.module.css';

/** The keys of every screen and of its lists, and those of what the screen in sight offers. */
export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useFrameText();
  const offered = useAllCommands().filter(({ id, shortcut }) => shortcut !== undefined && id !== 'keys');
  const parts = [
    {
      heading: text('everywhere'),
      keys: [
        [FIND_KEYS, text('keyFind')],
        ['?', text('keyKeys')],
        ['Tab', text('keyTab')],
        ['Esc', text('keyEscape')],
      ],
    },
    {
      heading: text('inLists'),
      keys: [
        ['↑ ↓', text('keyMove')],
        ['PgUp PgDn', text('keyPage')],
        ['Home End', text('keyEnds')],
        ['Enter', text('keyOpen')],
      ],
    },
    { heading: text('onThisScreen'), keys: offered.map(({ shortcut, title }) => [shortcut, title]) },
  ].filter(({ keys }) => keys.length > 0);
  return (
    <Dialog title={text('keys')} isOpen onClose={onClose}>
      {parts.map(({ heading, keys }) => (
        <section key={heading} className={styles.part}>
          <h3>{heading}</h3>
          <dl>
            {keys.map(([key, meaning]) => (
              <div key={meaning}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
