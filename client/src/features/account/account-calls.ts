import type { Invitation, SignedIn, SlugCheck } from 'shared/protocol/auth.ts';

export interface SignInForm {
  readonly workspace: string;
  readonly email: string;
  readonly password: string;
  readonly otp?: string;
}

export interface SignUpForm {
  readonly slug: string;
  readonly companyName: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** What these screens ask of the server. Every call may throw `ApiProblem` or `NoLine`. */
export interface AccountCalls {
  signIn(form: SignInForm): Promise<SignedIn>;
  signUp(form: SignUpForm): Promise<SignedIn>;
  checkSlug(slug: string): Promise<SlugCheck>;
  readInvitation(token: string): Promise<Invitation>;
  acceptInvitation(token: string, password: string): Promise<SignedIn>;
}
