import { defineStrings } from '../../lib/strings.ts';
import { photoEn, photoEs } from './photo-strings.ts';
import { en } from './strings-en.ts';
import { es } from './strings-es.ts';

export const useText = defineStrings('pourLog', { en: { ...en, ...photoEn }, es: { ...es, ...photoEs } });
