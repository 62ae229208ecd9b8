/** Order of ids, instants and other machine text: the same on every device, whatever its language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
