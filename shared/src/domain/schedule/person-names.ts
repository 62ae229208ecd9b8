import type { Employee } from '../../schema/employees.ts';

/** "Alvarez, Ramon" as the sheet writes it: "Alvarez, R." */
export function shortName(person: Pick<Employee, 'name'> | undefined): string {
  const name = person?.name?.trim() ?? '';
  const comma = name.indexOf(',');
  if (comma < 0) return name;
  const first = name.slice(comma + 1).trim();
  return first === '' ? name.slice(0, comma) : `${name.slice(0, comma)}, ${first.charAt(0)}.`;
}

/** "Alvarez" for the crew's name. */
export const lastName = (person: Pick<Employee, 'name'> | undefined): string =>
  (person?.name ?? '').split(',')[0]?.trim() ?? '';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
export const byName = (a: Pick<Employee, 'name' | 'id'>, b: Pick<Employee, 'name' | 'id'>): number =>
  collator.compare(a.name ?? '', b.name ?? '') || (a.id < b.id ? -1 : 1);

export const isActive = (person: Pick<Employee, 'active'>): boolean => person.active !== false;
