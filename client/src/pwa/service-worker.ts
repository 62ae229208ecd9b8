import { Workbox } from 'workbox-window';
import { hasDirtyForm, onDirtyForms } from '../lib/dirty-forms.ts';
import { scriptUrl } from '../lib/script-url.ts';
import { closeToast, toast } from '../ui/toast.tsx';
import { usePwaText } from './pwa-strings.ts';
import { mayUpdate } from './update.ts';

const UPDATE_TOAST = 'update';
/** A long-lived tab asks for a new release this often. */
const ASK_EVERY_MS = 30 * 60_000;
const LOOK_EVERY_MS = 5_000;

const isTyping = (): boolean => {
  const active = document.activeElement;
  return (
    active instanceof HTMLInputElement ||
    active instanceof HTMLTextAreaElement ||
    (active instanceof HTMLElement && active.isContentEditable) ||
    document.querySelector('[role="dialog"], [role="alertdialog"]') !== null
  );
};

/** Registers the service worker and lets a new release take over when nobody is typing. */
export function startServiceWorker(): void {
  if (!('serviceWorker' in navigator)) return;
  // workbox-window hands the value on as it is; under Trusted Types that must be the policy's own.
  const workbox = new Workbox(scriptUrl('/sw.js'), { updateViaCache: 'none' });
  let isWaiting = false;
  let isAsked = false;
  let touchedAt = performance.now();
  let askedServerAt = performance.now();
  let isReloading = false;

  const look = (): void => {
    const goes = mayUpdate({
      isWaiting,
      hasDirtyForm: hasDirtyForm(),
      isTyping: isTyping(),
      isHidden: document.visibilityState === 'hidden',
      idleMs: performance.now() - touchedAt,
      isAsked,
    });
    if (goes) workbox.messageSkipWaiting();
  };
  const ask = (): void => {
    isAsked = true;
    if (hasDirtyForm()) {
      const text = usePwaText.now;
      toast({
        key: UPDATE_TOAST,
        message: text('updateDirty'),
        detail: text('updateDirtyDetail'),
        lastsMs: 10_000,
      });
    }
    look();
  };
  const offer = (): void => {
    // Only now is there anything to look for: a timer that finds nothing wakes a tablet twelve times a minute.
    if (!isWaiting) setInterval(look, LOOK_EVERY_MS);
    isWaiting = true;
    const text = usePwaText.now;
    toast({
      key: UPDATE_TOAST,
      message: text('updateReady'),
      detail: text('updateWaits'),
      action: { label: text('updateNow'), run: ask },
      lastsMs: 0,
    });
  };

  workbox.addEventListener('waiting', offer);
  // Another tab may have let the release in: then this one reloads too, as soon as nothing here can be lost.
  workbox.addEventListener('controlling', (event) => {
    if (!event.isUpdate && !isWaiting) return;
    const reload = (): void => {
      if (isReloading || hasDirtyForm()) return;
      isReloading = true;
      closeToast(UPDATE_TOAST);
      globalThis.location.reload();
    };
    onDirtyForms(reload);
    reload();
  });
  for (const kind of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
    addEventListener(
      kind,
      () => {
        touchedAt = performance.now();
      },
      { passive: true, capture: true },
    );
  const askServer = (): void => {
    askedServerAt = performance.now();
    void workbox.update().catch(() => undefined);
  };
  document.addEventListener('visibilitychange', () => {
    look();
    // The timers of a tablet sleep with it: what was opened again after hours asks at once.
    if (document.visibilityState === 'visible' && performance.now() - askedServerAt > ASK_EVERY_MS)
      askServer();
  });
  onDirtyForms(look);
  setInterval(askServer, ASK_EVERY_MS);
  addEventListener('online', askServer);
  // A failed registration costs the offline start and nothing else: the next start tries again.
  void workbox.register().catch(() => undefined);
}
