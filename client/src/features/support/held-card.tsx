import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { CollectionName } from 'shared/schema/collections.ts';
import { useFormat } from '../../lib/format.ts';
import { reportFailure } from '../../lib/report-failure.ts';
import type { RecordWords } from '../../sync/record-words.ts';
import type { CollectionState, SupportState } from '../../sync/support-state.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { toast } from '../../ui/toast.tsx';
import { useSupportText } from './support-strings.ts';
import { Spoken } from '../../ui/spoken.tsx';
import styles from './support.module.css';

const loadedOf = ({ pull }: CollectionState): 'never' | 'part' | 'whole' | 'again' => {
  if (pull.complete) return pull.checkpoint?.phase === 'live' ? 'whole' : 'again';
  return pull.checkpoint === undefined ? 'never' : 'part';
};

/** Kind by kind: how much is here, how far it was loaded, whether it equals the server. */
export function HeldCard({ state, words }: { readonly state: SupportState; readonly words: RecordWords }) {
  const text = useSupportText();
  const { sync } = useWorkspace();
  const [asking, setAsking] = useState<CollectionName>();
  const name = asking === undefined ? '' : words.collection(asking);
  const startOver = (): void => {
    if (asking === undefined) return;
    setAsking(undefined);
    sync.startOver(asking).then(() => toast({ message: text('startedOver', { name }) }), reportFailure);
  };
  return (
    <Card title={text('heldTitle')} flush>
      <table className={styles.held}>
        <thead>
          <tr>
            <th scope="col">{text('collection')}</th>
            <th scope="col" className={styles.figure}>
              {text('here')}
            </th>
            <th scope="col" className={styles.figure}>
              {text('unsent')}
            </th>
            <th scope="col">{text('loaded')}</th>
            <th scope="col">{text('comparedHead')}</th>
            <th scope="col">
              <Spoken>{text('startOver')}</Spoken>
            </th>
          </tr>
        </thead>
        <tbody>
          {state.collections.map((one) => (
            <HeldRow key={one.collection} one={one} words={words} onStartOver={setAsking} />
          ))}
        </tbody>
      </table>
      <ConfirmDialog
        isOpen={asking !== undefined}
        onClose={() => setAsking(undefined)}
        title={text('startOverTitle', { name })}
        confirm={text('startOver')}
        onConfirm={startOver}
      >
        <p>{text('startOverWords')}</p>
      </ConfirmDialog>
    </Card>
  );
}

function HeldRow({
  one,
  words,
  onStartOver,
}: {
  readonly one: CollectionState;
  readonly words: RecordWords;
  readonly onStartOver: (collection: CollectionName) => void;
}) {
  const text = useSupportText();
  const format = useFormat();
  const { collection, held, unsent, pull, compared } = one;
  const name = words.collection(collection);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={styles.figure} data-label={text('here')}>
        {format.number(held)}
      </td>
      <td className={styles.figure} data-label={text('unsent')} data-some={unsent > 0 || undefined}>
        {format.number(unsent)}
      </td>
      <td data-label={text('loaded')}>
        {text(`loaded-${loadedOf(one)}`)}
        {pull.edge !== undefined && pull.checkpoint && (
          <small>
            {text('reach', {
              day: format.fullDay(pull.edge),
              counter: format.number(pull.checkpoint.seq),
            })}
          </small>
        )}
      </td>
      <td data-label={text('comparedHead')} data-result={compared?.result}>
        {compared ? text(`compared-${compared.result}`) : text('comparedNever')}
        {compared && <small>{words.moment(compared.at)}</small>}
      </td>
      <td className={styles.over}>
        <Button
          size="s"
          icon={<RotateCcw aria-hidden />}
          aria-label={text('startOverOf', { name })}
          onPress={() => onStartOver(collection)}
        >
          {text('startOver')}
        </Button>
      </td>
    </tr>
  );
}
