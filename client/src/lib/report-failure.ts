/** Failures that no person can do anything about, for whoever listens: a test, a debugger, later a log. */
export function reportFailure(error: unknown): void {
  globalThis.dispatchEvent(new CustomEvent('app-failure', { detail: error }));
}
