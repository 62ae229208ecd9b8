import { EllipsisVertical, KeyRound, ShieldCheck, UserMinus, UserPlus } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import { mayManage } from 'shared/domain/accounts/team.ts';
import { isAtLeast, ROLES } from 'shared/domain/permissions.ts';
import { dayInZone } from 'shared/lib/days.ts';
import type { Member, MemberWithLink } from 'shared/protocol/auth.ts';
import { useLive } from '../../db/use-live.ts';
import { useFormat } from '../../lib/format.ts';
import { useRoleText } from '../../lib/role-words.ts';
import { liveMembers, pullMembers } from '../../sync/members.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { Pill } from '../../ui/pill.tsx';
import { SkeletonRows } from '../../ui/states.tsx';
import { toast } from '../../ui/toast.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { MemberDialog } from './member-dialog.tsx';
import { makeLink, removeMember } from './team.repo.ts';
import { useTeamText } from './team-strings.ts';
import { useTeamFailure } from './use-team-failure.ts';
import styles from './team.module.css';

type Open =
  | { readonly kind: 'add' }
  | { readonly kind: 'change' | 'remove' | 'readmit'; readonly member: Member }
  | ({ readonly kind: 'link' } & MemberWithLink);

const NOBODY: readonly Member[] = [];

const byRank = (a: Member, b: Member): number =>
  ROLES.indexOf(b.role) - ROLES.indexOf(a.role) || a.name.localeCompare(b.name);

/** The list as it is on the screen, for whoever makes a file of it. */
export interface ShownList {
  readonly title: string;
  readonly columns: readonly { readonly title: string; readonly width?: number }[];
  readonly rows: readonly (readonly (string | undefined)[])[];
}

/** Everybody with a login: added with a link, changed, removed at once. */
export function TeamList({ actions }: { readonly actions?: (list: () => ShownList) => ReactNode }) {
  const text = useTeamText();
  const roleName = useRoleText();
  const workspace = useWorkspace();
  const fail = useTeamFailure();
  const { db, api, user } = workspace;
  const members = useLive(() => liveMembers(db), [db]);
  const [line, setLine] = useState<'asking' | 'yes' | 'no'>('asking');
  const [open, setOpen] = useState<Open>();
  const mayEdit = isAtLeast(user.role, 'admin');
  useEffect(() => {
    void pullMembers(db, api).then(
      () => setLine('yes'),
      () => setLine('no'),
    );
  }, [db, api]);
  const newLink = async (member: Member): Promise<void> => {
    try {
      setOpen({ kind: 'link', member, invite: await makeLink(workspace, member.id) });
    } catch (error) {
      fail(error);
    }
  };
  const remove = async (member: Member): Promise<void> => {
    setOpen(undefined);
    try {
      await removeMember(workspace, member.id);
      toast({ message: text('removedSaid', { name: member.name }) });
    } catch (error) {
      fail(error);
    }
  };
  const all = members ?? NOBODY;
  if (all.length === 0 && line === 'asking') return <SkeletonRows rows={5} />;
  const present = all.filter(({ removedAt }) => removedAt === undefined).toSorted(byRank);
  const removed = all.filter(({ removedAt }) => removedAt !== undefined);
  const list = (): ShownList => ({
    title: text('members'),
    columns: [
      { title: text('name'), width: 28 },
      { title: text('email'), width: 32 },
      { title: text('role') },
      { title: text('removed') },
    ],
    rows: [...present, ...removed].map(({ name, email, role, removedAt }) => [
      name,
      email,
      roleName(role),
      removedAt?.slice(0, 10),
    ]),
  });
  return (
    <div className={styles.stack}>
      <Card
        flush
        title={text('members')}
        aside={
          <div className={styles.aside}>
            {actions?.(list)}
            {mayEdit ? (
              <Button icon={<UserPlus aria-hidden />} onPress={() => setOpen({ kind: 'add' })}>
                {text('add')}
              </Button>
            ) : (
              text('count', { count: present.length })
            )}
          </div>
        }
      >
        {!mayEdit && <p className={styles.note}>{text('readOnly')}</p>}
        {line === 'no' && (
          <p className={styles.warning} role="status">
            {text(all.length === 0 ? 'offlineNothing' : 'offline')}
          </p>
        )}
        <ul className={styles.rows}>
          {present.map((member) => (
            <MemberRow
              key={member.id}
              member={member}
              isSelf={member.id === user.id}
              mayManage={mayEdit && mayManage(user.role, member.role)}
              onOpen={setOpen}
              onLink={() => void newLink(member)}
            />
          ))}
        </ul>
      </Card>
      {removed.length > 0 && (
        <Card flush title={text('removed')}>
          <ul className={styles.rows}>
            {removed.map((member) => (
              <MemberRow
                key={member.id}
                member={member}
                isSelf={false}
                mayManage={mayEdit && mayManage(user.role, member.role)}
                onOpen={setOpen}
                onLink={() => undefined}
              />
            ))}
          </ul>
        </Card>
      )}
      {(open?.kind === 'add' || open?.kind === 'change' || open?.kind === 'readmit') && (
        <MemberDialog
          {...(open.kind !== 'add' && { member: open.member })}
          isNew={open.kind !== 'change'}
          onClose={() => setOpen(undefined)}
          onLink={(answer) => setOpen({ kind: 'link', ...answer })}
        />
      )}
      {open?.kind === 'link' && (
        <LinkDialog member={open.member} invite={open.invite} onClose={() => setOpen(undefined)} />
      )}
      {open?.kind === 'remove' && (
        <ConfirmDialog
          isOpen
          isDestructive
          title={text('removeTitle', { name: open.member.name })}
          confirm={text('removeYes')}
          onClose={() => setOpen(undefined)}
          onConfirm={() => void remove(open.member)}
        >
          <p>{text('removeWords', { name: open.member.name })}</p>
        </ConfirmDialog>
      )}
    </div>
  );
}

interface MemberRowProps {
  readonly member: Member;
  readonly isSelf: boolean;
  readonly mayManage: boolean;
  readonly onOpen: (open: Open) => void;
  readonly onLink: () => void;
}

function MemberRow({ member, isSelf, mayManage: manages, onOpen, onLink }: MemberRowProps) {
  const text = useTeamText();
  const format = useFormat();
  const roleName = useRoleText();
  const { clock } = useWorkspace();
  const { name, email, role, invited, lastSeenAt, removedAt } = member;
  const isRemoved = removedAt !== undefined;
  const day = (instant: string): string => format.day(dayInZone(Date.parse(instant), clockZone()));
  const seen = isRemoved
    ? text('removedAt', { day: day(removedAt) })
    : lastSeenAt === undefined
      ? text('neverSeen')
      : text('lastSeen', {
          when: Date.parse(lastSeenAt) > clock.now() - DAY_MS ? format.dayTime(lastSeenAt) : day(lastSeenAt),
        });
  return (
    <li className={styles.row} data-muted={isRemoved || undefined}>
      <span className={styles.words}>
        <b>
          {name} {isSelf && <span className={styles.quiet}>({text('you')})</span>}
        </b>
        <small>
          {email} · {invited && !isRemoved ? text('pending') : seen}
        </small>
      </span>
      <Pill tone={invited && !isRemoved ? 'dashed' : isAtLeast(role, 'admin') ? 'strong' : 'outline'}>
        {roleName(role)}
      </Pill>
      {manages && (
        <MenuButton
          label={text('more', { name })}
          placement="bottom end"
          trigger={
            <IconButton variant="quiet" label={text('more', { name })}>
              <EllipsisVertical aria-hidden />
            </IconButton>
          }
          entries={
            isRemoved
              ? [
                  {
                    id: 'readmit',
                    label: text('readmit'),
                    icon: <UserPlus aria-hidden />,
                    onAction: () => onOpen({ kind: 'readmit', member }),
                  },
                ]
              : [
                  {
                    id: 'role',
                    label: text('changeRole'),
                    icon: <ShieldCheck aria-hidden />,
                    onAction: () => onOpen({ kind: 'change', member }),
                  },
                  { id: 'link', label: text('newLink'), icon: <KeyRound aria-hidden />, onAction: onLink },
                  ...(isSelf
                    ? []
                    : [
                        {
                          id: 'remove',
                          label: text('remove'),
                          icon: <UserMinus aria-hidden />,
                          isDestructive: true,
                          onAction: () => onOpen({ kind: 'remove', member }),
                        },
                      ]),
                ]
          }
        />
      )}
    </li>
  );
}

const DAY_MS = 86_400_000;
const clockZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
