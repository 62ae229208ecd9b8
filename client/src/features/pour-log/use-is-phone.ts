import { useMedia } from '../../lib/media.ts';

/** Too narrow for three columns: one at a time. */
export const useIsPhone = (): boolean => useMedia('(max-width: 759px)');
