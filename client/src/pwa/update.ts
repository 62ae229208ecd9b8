/** When a waiting release may take over, decided without a browser so that it can be tested. */
export interface UpdateScene {
  /** A newer release is installed and waits. */
  readonly isWaiting: boolean;
  /** Something typed is not saved. */
  readonly hasDirtyForm: boolean;
  /** The cursor stands in a field, or a dialog is open. */
  readonly isTyping: boolean;
  readonly isHidden: boolean;
  /** Since the last key, tap or scroll. */
  readonly idleMs: number;
  /** A person asked for it. */
  readonly isAsked: boolean;
}

/** Long enough that nobody is about to tap. */
const IDLE_MS = 60_000;

/**
 * Nothing typed is ever lost: while a form is dirty the release waits, even when it was asked for the offer is only
 * shown again. Without one it takes over when asked, when the page is out of sight, or when nobody touched it for a minute.
 */
export function mayUpdate(scene: UpdateScene): boolean {
  if (!scene.isWaiting || scene.hasDirtyForm) return false;
  if (scene.isAsked) return true;
  return !scene.isTyping && (scene.isHidden || scene.idleMs >= IDLE_MS);
}
