import { expect, test } from 'vitest';
import { pageNameOf } from './pages.tsx';

test.each([
  ['/w/demo', 'schedule'],
  ['/w/demo/', 'schedule'],
  ['/w/demo/today', 'today'],
  ['/w/demo/settings?section=team', 'settings'],
  ['/w/demo/support', 'support'],
  ['/w/demo/pours', 'pours'],
  ['/w/demo/pours/0193', 'pour'],
  ['/w/demo/pours/0193/log/', 'pourLog'],
  ['/w/demo/audit', 'audit'],
  ['/w/demo/audit/undo?person=1', 'undoSession'],
  ['/w/demo/nowhere', undefined],
  ['/w/demo/toString', undefined],
  ['/sign-in', undefined],
  ['/', undefined],
])('%s shows %s', (address, name) => {
  expect(pageNameOf(address)).toBe(name);
});
