/** The app's release, by the fingerprint that the build put into the name of its first script. */
export function releaseOf(page: Pick<Document, 'querySelectorAll'>): string {
  for (const script of page.querySelectorAll('script[type="module"][src]')) {
    const found = /-([\w-]{8})\.js$/.exec(script.getAttribute('src') ?? '')?.[1];
    if (found !== undefined) return found;
  }
  return 'development';
}
