/** An outcome that the caller has to look at; for failures that are part of the job, not for bugs. */
export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export const ok = <const T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const failed = <const E>(error: E): { readonly ok: false; readonly error: E } => ({
  ok: false,
  error,
});
