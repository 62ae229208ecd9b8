/** Long enough for any browser to have begun the download. */
const KEPT_MS = 60_000;

/** Hands a file to the person, as any download. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}
