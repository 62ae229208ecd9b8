import type { FromSchema } from 'json-schema-to-ts';
import { ROLES, type Role } from '../domain/permissions.ts';

/** Messages of signing up, in and out, and of the team. Requests are JSON Schemas: the server checks with them. */

const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength }) as const;
const token = text(200);
/** Length and shape of passwords, slugs and emails are judged by rules that say what to do, not by a schema. */
const loose = { type: 'string', maxLength: 2000 } as const;

export const signUpRequest = {
  type: 'object',
  required: ['slug', 'companyName', 'name', 'email', 'password'],
  additionalProperties: false,
  properties: { slug: loose, companyName: text(200), name: text(200), email: loose, password: loose },
} as const;
export type SignUpRequest = FromSchema<typeof signUpRequest>;

export const loginRequest = {
  type: 'object',
  required: ['workspace', 'email', 'password'],
  additionalProperties: false,
  properties: { workspace: loose, email: loose, password: loose, otp: text(20) },
} as const;
export type LoginRequest = FromSchema<typeof loginRequest>;

/** Refresh and logout: the refresh token is the proof of both. */
export const refreshRequest = {
  type: 'object',
  required: ['refreshToken'],
  additionalProperties: false,
  properties: { refreshToken: token },
} as const;
export type RefreshRequest = FromSchema<typeof refreshRequest>;

export const linkRequest = {
  type: 'object',
  required: ['token'],
  additionalProperties: false,
  properties: { token },
} as const;
export type LinkRequest = FromSchema<typeof linkRequest>;

export const acceptInviteRequest = {
  type: 'object',
  required: ['token', 'password'],
  additionalProperties: false,
  properties: { token, password: loose },
} as const;
export type AcceptInviteRequest = FromSchema<typeof acceptInviteRequest>;

export const changePasswordRequest = {
  type: 'object',
  required: ['current', 'password'],
  additionalProperties: false,
  properties: { current: loose, password: loose },
} as const;
export type ChangePasswordRequest = FromSchema<typeof changePasswordRequest>;

const role = { type: 'string', enum: ROLES } as const;
const regionIds = { type: 'array', maxItems: 200, items: { type: 'string', format: 'uuid' } } as const;

export const addMemberRequest = {
  type: 'object',
  required: ['name', 'email', 'role'],
  additionalProperties: false,
  properties: { name: text(200), email: loose, role, regionIds },
} as const;
export type AddMemberRequest = FromSchema<typeof addMemberRequest>;

export const changeMemberRequest = {
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  properties: { name: text(200), role, regionIds },
} as const;
export type ChangeMemberRequest = FromSchema<typeof changeMemberRequest>;

export interface SignedInUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** Where a scheduler may write; absent: everywhere. */
  readonly regionIds?: readonly string[];
}

export interface SignedInWorkspace {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly status: 'active' | 'suspended';
}

/** The answer of sign-up, login, refresh and an accepted invitation. */
export interface SignedIn {
  readonly accessToken: string;
  /** Seconds until the access token ends. */
  readonly expiresIn: number;
  /** Replaces the one before it; kept in local storage under workspace and user. */
  readonly refreshToken: string;
  readonly user: SignedInUser;
  readonly workspace: SignedInWorkspace;
}

/** `GET /workspaces/slug-check?slug=`: as typed, before the form is sent. */
export interface SlugCheck {
  readonly slug: string;
  readonly available: boolean;
  readonly code?: 'slug_invalid' | 'slug_taken';
  /** What to do about it, in English; a client with another language words the code itself. */
  readonly detail?: string;
  /** One like it that is free. */
  readonly suggestion?: string;
}

/** Who the link is for, shown above the form that sets the password. */
export interface Invitation {
  readonly workspace: { readonly slug: string; readonly name: string };
  readonly user: { readonly name: string; readonly email: string; readonly role: Role };
  readonly expiresAt: string;
}

export interface Member extends SignedInUser {
  readonly addedAt: string;
  /** Set once the person no longer belongs to the workspace; listed still, since records name them. */
  readonly removedAt?: string;
  /** True until the person has set a password. */
  readonly invited: boolean;
  readonly lastSeenAt?: string;
}

export interface InviteLink {
  /** Shown once and never again: the server keeps only its hash. */
  readonly token: string;
  /** Below the client's origin, with the token in the fragment, which no server ever sees. */
  readonly path: string;
  readonly expiresAt: string;
}

/** The page of the client that reads the token of an invitation. */
export const invitePath = (slug: string, inviteToken: string): string => `/w/${slug}/join#${inviteToken}`;

export interface MemberWithLink {
  readonly member: Member;
  readonly invite: InviteLink;
}

export interface SessionInfo {
  readonly id: string;
  readonly current: boolean;
  readonly deviceId?: string;
  /** Shortened to its network. */
  readonly network?: string;
  readonly userAgent?: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
}

/** Beside the problem detail of `removed`: opens `POST /quarantine` for this person's device, and nothing else. */
export interface RemovedProblem {
  readonly drainToken: string;
}
