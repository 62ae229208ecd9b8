import { useState } from 'react';
import { isEmail, normalEmail } from 'shared/domain/accounts/email.ts';
import { rolesToGive } from 'shared/domain/accounts/team.ts';
import type { Role } from 'shared/domain/permissions.ts';
import type { Member, MemberWithLink } from 'shared/protocol/auth.ts';
import { draftsOf } from '../../db/drafts.ts';
import { useLive } from '../../db/use-live.ts';
import { useFormValues } from '../../lib/form-draft.ts';
import { useRoleText } from '../../lib/role-words.ts';
import { ApiProblem } from '../../sync/api.ts';
import { useWorkspace } from '../../sync/workspace.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckboxField } from '../../ui/checkbox-field.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { useFirstError } from '../../ui/use-first-error.ts';
import { addMember, changeMember, liveRegions } from './team.repo.ts';
import { useTeamText } from './team-strings.ts';
import { useTeamFailure } from './use-team-failure.ts';
import styles from './team.module.css';

interface MemberDialogProps {
  /** Absent: somebody new. */
  readonly member?: Member;
  readonly isNew: boolean;
  readonly onClose: () => void;
  readonly onLink: (answer: MemberWithLink) => void;
}

interface Typed {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly regionIds: readonly string[];
}
const LONGEST_NAME = 200;

/** Who somebody is and what they may do, said beside each role. */
export function MemberDialog({ member, isNew, onClose, onLink }: MemberDialogProps) {
  const text = useTeamText();
  const workspace = useWorkspace();
  const roleName = useRoleText();
  const fail = useTeamFailure();
  const { form, showFirst } = useFirstError();
  const regions = useLive(() => liveRegions(workspace), [workspace]) ?? [];
  const { values, isTyped, set, clear } = useFormValues<Typed>(
    draftsOf(workspace.db),
    `member ${member?.id ?? 'new'}`,
    {
      name: member?.name ?? '',
      email: member?.email ?? '',
      role: member?.role ?? 'foreman',
      regionIds: member?.regionIds ?? [],
    },
  );
  const { name, email, role, regionIds } = values;
  const [problem, setProblem] = useState<string>();
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const inRegions = role === 'scheduler' ? [...regionIds] : [];
  const close = (): void => {
    clear();
    onClose();
  };
  const nameError =
    name.trim() === ''
      ? text('nameMissing')
      : name.trim().length > LONGEST_NAME
        ? text('nameLong', { count: LONGEST_NAME })
        : undefined;
  const emailError = !isNew
    ? undefined
    : email.trim() === ''
      ? text('emailMissing')
      : isEmail(normalEmail(email))
        ? undefined
        : text('emailBad');
  const save = async (): Promise<void> => {
    setTried(true);
    showFirst();
    if (nameError !== undefined || emailError !== undefined) return;
    setBusy(true);
    try {
      if (isNew) {
        const answer = await addMember(workspace, {
          name: name.trim(),
          email: email.trim(),
          role,
          ...(inRegions.length > 0 && { regionIds: inRegions }),
        });
        clear();
        onLink(answer);
      } else if (member) {
        await changeMember(workspace, member.id, { name: name.trim(), role, regionIds: inRegions });
        toast({ message: text('roleSaid', { name: name.trim(), role: roleName(role) }) });
        close();
      }
    } catch (error) {
      if (error instanceof ApiProblem && error.code.startsWith('email_')) {
        setProblem(text(error.code === 'email_taken' ? 'emailTaken' : 'emailBad'));
        showFirst();
      } else fail(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={close}
      isDismissable={!isTyped}
      title={isNew ? text('add') : (member?.name ?? '')}
      footer={
        <>
          <Button onPress={close}>{text('cancel')}</Button>
          <Button variant="act" isPending={isBusy} onPress={() => void save()}>
            {text(isNew ? 'create' : 'save')}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {isNew && <p className={styles.quiet}>{text('addHint')}</p>}
        <TextField
          label={text('name')}
          autoFocus={isNew}
          value={name}
          onChange={(value) => set({ name: value })}
          error={isTried ? nameError : undefined}
        />
        {isNew && (
          <TextField
            label={text('email')}
            type="email"
            autoComplete="off"
            isDisabled={member !== undefined}
            value={email}
            onChange={(value) => {
              set({ email: value });
              setProblem(undefined);
            }}
            error={problem ?? (isTried ? emailError : undefined)}
          />
        )}
        <fieldset className={styles.roles}>
          <legend>{text('role')}</legend>
          {rolesToGive(workspace.user.role).map((id) => (
            <label key={id} className={styles.role} htmlFor={`role-${id}`}>
              <input
                id={`role-${id}`}
                type="radio"
                name="role"
                checked={role === id}
                onChange={() => set({ role: id })}
              />
              <b>{roleName(id)}</b>
              <small>{text(`may-${id}`)}</small>
            </label>
          ))}
        </fieldset>
        {role === 'scheduler' && regions.length > 0 && (
          <fieldset className={styles.regions}>
            <legend>{text('regions')}</legend>
            <CheckboxField
              label={text('allRegions')}
              isSelected={regionIds.length === 0}
              onChange={() => set({ regionIds: [] })}
            />
            {regions.map((region) => (
              <CheckboxField
                key={region.id}
                label={region.name ?? region.code ?? '–'}
                isSelected={regionIds.includes(region.id)}
                onChange={(isIn) =>
                  set({
                    regionIds: isIn ? [...regionIds, region.id] : regionIds.filter((id) => id !== region.id),
                  })
                }
              />
            ))}
          </fieldset>
        )}
        <input type="submit" hidden />
      </form>
    </Dialog>
  );
}
