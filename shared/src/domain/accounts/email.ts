const LONGEST = 254;

/** As it is compared and stored: without blanks around it, in lower case. */
export const normalEmail = (typed: string): string => typed.trim().normalize('NFC').toLowerCase();

/**
 * Whether mail could reach it: one @, something before it, a domain with a dot behind it, no blanks or control
 * characters. Anything stricter refuses real people.
 */
export const isEmail = (email: string): boolean =>
  email.length <= LONGEST &&
  /^[^\s@<>(),;:"\\[\]\p{C}]+@[^\s@<>(),;:"\\[\]\p{C}.]+(\.[^\s@<>(),;:"\\[\]\p{C}.]+)+$/u.test(email);
