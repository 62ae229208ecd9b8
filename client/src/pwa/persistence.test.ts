import { describe, expect, it } from 'vitest';
import { keepStorage, keepStorageQuietly, persistenceOf } from './persistence.ts';

/** A browser that agrees or not, and counts how often it was asked. */
function browser(userAgent: string, agrees: boolean) {
  const asked = { times: 0 };
  let isKept = false;
  const storage = {
    persisted: async () => isKept,
    persist: async () => {
      asked.times += 1;
      isKept = agrees;
      return isKept;
    },
  } as StorageManager;
  return { asked, storage, userAgent };
}
const CHROMIUM = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0.0.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0';

describe('keeping what is stored', () => {
  it('is asked for by itself where the browser decides alone', async () => {
    const chromium = browser(CHROMIUM, true);
    await keepStorageQuietly(chromium);
    expect(chromium.asked.times).toBe(1);
    expect(await persistenceOf(chromium.storage)).toBe('kept');
  });

  it('waits for the reason to be read where a person is asked', async () => {
    const firefox = browser(FIREFOX, true);
    await keepStorageQuietly(firefox);
    expect(firefox.asked.times).toBe(0);
    expect(await keepStorage(firefox.storage)).toBe('kept');
  });

  it('says so where the browser does not agree, and asks no more where it has', async () => {
    const refusing = browser(CHROMIUM, false);
    expect(await keepStorage(refusing.storage)).toBe('may_be_cleared');
    const agreeing = browser(CHROMIUM, true);
    await keepStorage(agreeing.storage);
    await keepStorage(agreeing.storage);
    expect(agreeing.asked.times).toBe(1);
  });

  it('claims nothing where there is no storage to ask', async () => {
    expect(await persistenceOf(undefined)).toBe('unknown');
  });
});
