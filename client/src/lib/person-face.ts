/** "Dana Kim" → "DK" */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .slice(0, 2)
    .join('')
    .toUpperCase();

/** The hue behind somebody's initials, by their user id: the same on every screen. */
export function hueOfPerson(userId: string | undefined): number {
  let sum = 0;
  for (const char of userId ?? '') sum = (sum * 31 + char.charCodeAt(0)) % 9973;
  return sum % 24;
}
