import { ShieldAlert } from 'lucide-react';
import { useFormat } from '../../lib/format.ts';
import { clockAmount, isClockOff } from '../../lib/clock-amount.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Facts } from '../../ui/drawer.tsx';
import type { DeviceFacts } from './diagnostics.ts';
import { sizeWords } from './size-words.ts';
import { useSupportText } from './support-strings.ts';
import styles from './support.module.css';

/** What this device is and how sure the work on it is. */
export function DeviceCard({
  device,
  onKeep,
}: {
  readonly device: DeviceFacts;
  readonly onKeep: () => void;
}) {
  const text = useSupportText();
  const format = useFormat();
  const { usedBytes, quotaBytes, clockOffsetMs, persistence } = device;
  const clock = isClockOff(clockOffsetMs)
    ? text(clockOffsetMs > 0 ? 'clockBehind' : 'clockAhead', {
        amount: clockAmount(clockOffsetMs, format.language),
      })
    : text('clockRight', { seconds: format.number(Math.ceil(Math.abs(clockOffsetMs) / 1_000) + 1) });
  return (
    <Card title={text('deviceTitle')}>
      <Facts
        items={[
          {
            name: text('used'),
            value:
              usedBytes === undefined || quotaBytes === undefined
                ? text('usedUnknown')
                : text('usedOf', {
                    used: sizeWords(usedBytes, format),
                    quota: sizeWords(quotaBytes, format),
                  }),
          },
          { name: text('kept'), value: text(`kept-${persistence}`) },
          { name: text('clock'), value: clock },
          { name: text('worker'), value: text(`worker-${device.worker}`) },
          { name: text('release'), value: <code>{device.release}</code> },
          { name: text('browser'), value: device.browser },
          { name: text('installation'), value: <code className={styles.code}>{device.installation}</code> },
          { name: text('schema'), value: <code className={styles.code}>{device.schema}</code> },
        ]}
      />
      {persistence === 'may_be_cleared' && (
        <div>
          <Button icon={<ShieldAlert aria-hidden />} onPress={onKeep}>
            {text('keep')}
          </Button>
        </div>
      )}
    </Card>
  );
}

/** Somebody else's account on this device, and how much of it only this device holds. */
export interface OtherAccount {
  readonly key: string;
  readonly name: string;
  readonly company: string;
  readonly unsent: number;
}

export function OthersCard({ others }: { readonly others: readonly OtherAccount[] }) {
  const text = useSupportText();
  return (
    <Card title={text('othersTitle')}>
      {others.length === 0 ? (
        <p className={styles.quiet}>{text('othersNone')}</p>
      ) : (
        <ul className={styles.others}>
          {others.map(({ key, name, company, unsent }) => (
            <li key={key}>
              <b>{name}</b>
              <span>{company}</span>
              <span data-some={unsent > 0 || undefined}>
                {unsent > 0 ? text('othersUnsent', { count: unsent }) : text('othersSent')}
              </span>
            </li>
          ))}
        </ul>
      )}
      <div>
        <ButtonLink href="/accounts">{text('switchTo')}</ButtonLink>
      </div>
    </Card>
  );
}
