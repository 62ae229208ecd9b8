import { Laptop, Smartphone } from 'lucide-react';
import { useCallback } from 'react';
import type { SessionInfo } from 'shared/protocol/auth.ts';
import { useFormat } from '../../lib/format.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Pill } from '../../ui/pill.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { deviceName } from './device-name.ts';
import { endSession, readSessions } from './team.repo.ts';
import { useTeamText } from './team-strings.ts';
import { useServerAnswer } from './use-server-answer.ts';
import { useTeamFailure } from './use-team-failure.ts';
import styles from './team.module.css';

/** Where the person is signed in, and an end to it. */
export function OwnSessions() {
  const text = useTeamText();
  const format = useFormat();
  const workspace = useWorkspace();
  const fail = useTeamFailure();
  const [answer, again] = useServerAnswer(useCallback(() => readSessions(workspace), [workspace]));
  const end = async (session: SessionInfo): Promise<void> => {
    try {
      await endSession(workspace, session.id);
      toast({ message: text('endedSaid') });
      again();
    } catch (error) {
      fail(error);
    }
  };
  return (
    <Card flush title={text('sessions')}>
      {answer.kind === 'asking' && <SkeletonRows rows={2} />}
      {(answer.kind === 'no line' || answer.kind === 'refused') && (
        <div className={styles.warning} role="status">
          <span>{answer.kind === 'refused' ? answer.why : text('sessionsOffline')}</span>
          <Button size="s" onPress={again}>
            {text('retry')}
          </Button>
        </div>
      )}
      {answer.kind === 'answered' && (
        <>
          <p className={styles.note}>{text('sessionsHint')}</p>
          <ul className={styles.rows}>
            {answer.value.map((session) => {
              const name = deviceName(session.userAgent) ?? text('device');
              const isHandheld = /iPad|iPhone|Android/.test(session.userAgent ?? '');
              return (
                <li key={session.id} className={styles.row}>
                  {isHandheld ? <Smartphone aria-hidden /> : <Laptop aria-hidden />}
                  <span className={styles.words}>
                    <b>{name}</b>
                    <small>
                      {[
                        text('usedAt', { when: format.dayTime(session.lastUsedAt) }),
                        text('since', { when: format.dayTime(session.createdAt) }),
                        session.network,
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                    </small>
                  </span>
                  {session.current ? (
                    <Pill tone="go">{text('current')}</Pill>
                  ) : (
                    <Button
                      size="s"
                      variant="stop"
                      aria-label={text('endSession', { device: name })}
                      onPress={() => void end(session)}
                    >
                      {text('end')}
                    </Button>
                  )}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </Card>
  );
}
