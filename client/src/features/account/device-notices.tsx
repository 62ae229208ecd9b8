import { useState } from 'react';
import { useLive } from '../../db/use-live.ts';
import { useFormat } from '../../lib/format.ts';
import { reportFailure } from '../../lib/report-failure.ts';
import { forgetLost, lostWork } from '../../sync/lost.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { useAccountText } from './account-strings.ts';
import { clockAmount, isClockOff } from '../../lib/clock-amount.ts';
import { Banner } from './status-notices.tsx';

/** What is wrong with the device itself, above every screen until somebody has read it. */
export function DeviceNotices() {
  return (
    <>
      <LostNotice />
      <ClockNotice />
    </>
  );
}

function LostNotice() {
  const { db } = useWorkspace();
  const text = useAccountText();
  const format = useFormat();
  const lost = useLive(() => lostWork(db), [db]);
  if (lost === undefined) return null;
  const words =
    lost.unsent > 0 && lost.since !== undefined
      ? text('lostWordsUnsent', { count: lost.unsent, when: format.dayTime(lost.since) })
      : text('lostWords');
  return (
    <Banner title={text('lostTitle')} words={words} held={0} isStop={lost.unsent > 0}>
      <Button size="s" onPress={() => void forgetLost(db).catch(reportFailure)}>
        {text('understood')}
      </Button>
    </Banner>
  );
}

function ClockNotice() {
  const { clock } = useWorkspace();
  const text = useAccountText();
  const { language } = useFormat();
  const [isRead, setRead] = useState(false);
  const { offsetMs } = clock;
  if (isRead || !isClockOff(offsetMs)) return null;
  const amount = clockAmount(offsetMs, language);
  return (
    <Banner
      title={text(offsetMs > 0 ? 'clockBehind' : 'clockAhead', { amount })}
      words={text('clockWords')}
      held={0}
    >
      <Button size="s" onPress={() => setRead(true)}>
        {text('understood')}
      </Button>
    </Banner>
  );
}
