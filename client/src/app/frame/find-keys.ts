const isApple = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '');

/** What opens the palette, as people of this system write it. */
export const FIND_KEYS = isApple ? '⌘K' : 'Ctrl K';
