import { map, type Observable } from 'rxjs';
import type {
  AddMemberRequest,
  ChangeMemberRequest,
  InviteLink,
  Member,
  MemberWithLink,
  SessionInfo,
} from 'shared/protocol/auth.ts';
import type { QuarantineEntry, QuarantineEntryAnswer, QuarantineList } from 'shared/protocol/quarantine.ts';
import type { Region } from 'shared/schema/regions.ts';
import { liveDocs } from '../../db/live.ts';
import { pullMembers } from '../../sync/members.ts';
import type { Workspace } from '../../sync/workspace.tsx';

export const liveRegions = ({ db }: Workspace): Observable<readonly Region[]> =>
  liveDocs(db, 'regions').pipe(
    map((regions) =>
      regions.filter(({ active }) => active !== false).toSorted((a, b) => (a.order ?? 0) - (b.order ?? 0)),
    ),
  );

/** Each change reads the team anew, so that the list shows what the server made of it. */
export async function addMember(workspace: Workspace, form: AddMemberRequest): Promise<MemberWithLink> {
  const answer = await workspace.api.post<MemberWithLink>('/members', form);
  await pullMembers(workspace.db, workspace.api);
  return answer;
}

export async function changeMember(
  workspace: Workspace,
  id: string,
  changes: ChangeMemberRequest,
): Promise<Member> {
  const { member } = await workspace.api.patch<{ readonly member: Member }>(`/members/${id}`, changes);
  await pullMembers(workspace.db, workspace.api);
  return member;
}

export async function removeMember(workspace: Workspace, id: string): Promise<void> {
  await workspace.api.delete<void>(`/members/${id}`);
  await pullMembers(workspace.db, workspace.api);
}

export const makeLink = async ({ api }: Workspace, id: string): Promise<InviteLink> =>
  (await api.post<MemberWithLink>(`/members/${id}/link`)).invite;

export const readSessions = async ({ api }: Workspace): Promise<readonly SessionInfo[]> =>
  (await api.get<{ readonly sessions: readonly SessionInfo[] }>('/auth/sessions')).sessions;

export const endSession = ({ api }: Workspace, id: string): Promise<void> =>
  api.delete<void>(`/auth/sessions/${id}`);

export const readDrained = ({ api }: Workspace, after?: string): Promise<QuarantineList> =>
  api.get<QuarantineList>(`/quarantine${after === undefined ? '' : `?after=${after}`}`);

/** What an administrator makes of it; the answer is the entry as it stands then. */
export const decideDrained = async (
  { api }: Workspace,
  id: string,
  how: 'apply' | 'discard',
): Promise<QuarantineEntry> =>
  (await api.post<QuarantineEntryAnswer>(`/quarantine/${encodeURIComponent(id)}/${how}`)).entry;
