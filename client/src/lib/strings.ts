import { createInstance } from 'i18next';
import { useCallback, useSyncExternalStore } from 'react';
import { localeOf } from './format.ts';
import { activeLanguage, onPreferences, type Language } from './preferences.ts';

type Texts = Readonly<Record<string, string>>;
type PluralOf<K> = K extends `${infer Base}_${'zero' | 'one' | 'other'}` ? Base : K;
/** A key without its plural ending: `people_one` and `people_other` are asked for as `people`, with a `count`. */
export type TextKey<T> = PluralOf<keyof T & string>;
export type TextParams = Readonly<Record<string, string | number>>;
export type Translate<T> = (key: TextKey<T>, params?: TextParams) => string;

export interface UseText<T> {
  /** In a component: renders again when the language changes. */
  (): Translate<T>;
  /** Outside of components: the text in the language of this moment. */
  readonly now: Translate<T>;
}

const i18n = createInstance();
void i18n.init({
  lng: 'en',
  fallbackLng: 'en',
  resources: {},
  initAsync: false,
  interpolation: { escapeValue: false },
  returnNull: false,
});

/** A count in a sentence has its thousands apart, as every other figure on the screen. */
const readable = (params: TextParams, language: Language): TextParams =>
  Object.fromEntries(
    Object.entries(params).map(([name, value]) => [
      name,
      typeof value === 'number' && Math.abs(value) >= 1000
        ? value.toLocaleString(localeOf(language), { maximumFractionDigits: 20 })
        : value,
    ]),
  );

/** Spanish has a form for millions, which reads like `other` in all that is said here. */
const withMany = (texts: Texts): Texts => ({
  ...Object.fromEntries(
    Object.entries(texts)
      .filter(([key]) => key.endsWith('_other'))
      .map(([key, text]) => [key.replace(/_other$/, '_many'), text]),
  ),
  ...texts,
});

/**
 * The words of one feature in both languages. Parameters stand as `{{name}}`; `key_one` and `key_other` are chosen
 * by `count`. A key that Spanish lacks is a type error.
 */
export function defineStrings<const En extends Texts>(
  namespace: string,
  texts: { readonly en: En; readonly es: { readonly [K in keyof NoInfer<En>]: string } },
): UseText<En> {
  i18n.addResourceBundle('en', namespace, texts.en, true, true);
  i18n.addResourceBundle('es', namespace, withMany(texts.es), true, true);
  const say = (language: Language, key: string, params?: TextParams): string =>
    i18n.t(key, {
      ...params,
      ...(params && { replace: readable(params, language) }),
      lng: language,
      ns: namespace,
    });
  const useText = (): Translate<En> => {
    const language = useSyncExternalStore(onPreferences, currentLanguage);
    return useCallback((key: string, params?: TextParams) => say(language, key, params), [language]);
  };
  return Object.assign(useText, {
    now: (key: string, params?: TextParams) => say(activeLanguage(), key, params),
  });
}

const currentLanguage = (): Language => activeLanguage();
