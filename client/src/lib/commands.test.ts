import { describe, expect, it } from 'vitest';
import { allCommands, registerCommands, runWhenOffered } from './commands.ts';

describe('what the palette can do', () => {
  it('is what the screens in sight have registered, until they take it back', () => {
    const take = registerCommands('roster', [{ id: 'add', title: 'Add person', run: () => undefined }]);
    expect(allCommands().map(({ title }) => title)).toEqual(['Add person']);
    take();
    expect(allCommands()).toEqual([]);
  });

  it('waits for a screen that is only being opened, and runs what was asked for once', () => {
    const done: string[] = [];
    const offer = (id: string) =>
      registerCommands(`screen of ${id}`, [{ id, title: id, run: () => done.push(id) }]);
    runWhenOffered('add-person');
    offer('add-job')();
    expect(done).toEqual([]);
    const leave = offer('add-person');
    expect(done).toEqual(['add-person']);
    leave();
    offer('add-person')();
    expect(done).toEqual(['add-person']);
  });

  it('forgets an earlier wish for a later one', () => {
    const done: string[] = [];
    runWhenOffered('add-person');
    runWhenOffered('add-job');
    const leave = registerCommands('both', [
      { id: 'add-person', title: 'Add person', run: () => done.push('person') },
      { id: 'add-job', title: 'Add job', run: () => done.push('job') },
    ]);
    leave();
    expect(done).toEqual(['job']);
  });
});
