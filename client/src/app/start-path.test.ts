import { describe, expect, it } from 'vitest';
import { startingAt, startPath } from './start-path.ts';

describe('where the app opens', () => {
  it('is the door on a device that nobody has used', () => {
    expect(startPath({})).toBe('/accounts');
    expect(startPath({}, 'today')).toBe('/accounts');
  });

  it('is the page that was open last', () => {
    expect(startPath({ lastWorkspace: 'demo', lastPage: 'pours/42/log' })).toBe('/w/demo/pours/42/log');
    expect(startPath({ lastWorkspace: 'demo' })).toBe('/w/demo/schedule');
  });

  it('is the screen that a shortcut names, and no other address', () => {
    expect(startPath({ lastWorkspace: 'demo', lastPage: 'audit' }, 'today')).toBe('/w/demo/today');
    expect(startPath({ lastWorkspace: 'demo', lastPage: 'audit' }, '//elsewhere')).toBe('/w/demo/audit');
  });

  it.each([
    ['/', '/w/demo/audit'],
    ['/go/daily', '/w/demo/daily'],
    ['/go/daily/', '/w/demo/daily'],
    ['/w/other/roster', '/w/other/roster'],
    ['/sign-in', '/sign-in'],
  ])('knows where %s leads', (pathname, end) => {
    expect(startingAt(pathname, { lastWorkspace: 'demo', lastPage: 'audit' })).toBe(end);
  });
});
