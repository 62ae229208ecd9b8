import { describe, expect, it } from 'vitest';
import { titleOf } from './title.ts';

describe('the title of the window', () => {
  it('goes from the particular to the general', () => {
    expect(titleOf({ subject: '118 Riverside deck', screen: 'Pours', place: 'Tri-County Concrete' })).toBe(
      '118 Riverside deck · Pours · Tri-County Concrete',
    );
  });

  it('says nothing twice, and names the product where no company is open', () => {
    expect(titleOf({ subject: 'Roster', screen: 'Roster', place: 'Tri-County Concrete' })).toBe(
      'Roster · Tri-County Concrete',
    );
    expect(titleOf({ screen: 'Sign in' })).toBe('Sign in · Planning Ops');
    expect(titleOf({})).toBe('Planning Ops');
  });
});
