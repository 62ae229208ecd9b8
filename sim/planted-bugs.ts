/** Where a mistake is planted and noticed: a name in `model/planted.ts`, or a test's title in a file. */
interface Gate {
  readonly file: string;
  readonly as: string;
}

const model = (as: string): Gate => ({ file: 'sim/model/planted.ts', as });
const real = (as: string): Gate => ({ file: 'sim/real/planted.ts', as: `bug: '${as}'` });

/**
 * Mistakes of which each has lost or blocked work in some sync engine. Every one is planted in turn by a switch that exists only
 * in the simulation, and has to be noticed: otherwise the simulation proves nothing about it, and CI fails.
 */
export const PLANTED_BUGS: Readonly<Record<string, Gate>> = {
  'local edit dropped on conflict': model('a local edit is dropped on conflict'),
  'no compare-and-set': model('records are written without compare-and-set'),
  'cursor by updated_at': model('the cursor follows updatedAt'),
  'plain sequence': model('the cursor follows a plain sequence'),
  '>= for >': model('a page begins with the row that the one before it ended with'),
  'missing tombstone': model('a deletion is not told'),
  'double apply': model('a push is applied twice'),
  'ack before commit': model('a push is acknowledged before it is stored'),
  'scope not reset': real('scope not reset'),
  'no pull on reconnect': real('no pull on reconnect'),
  'ON CONFLICT DO NOTHING acknowledged': model('a row that is there already is acknowledged and dropped'),
  'unsent mark cleared before the ack': model('the unsent mark is cleared before the answer'),
  'base moved under a later edit': model('the base moves under a later edit'),
  'newest state sent in place of the unanswered one': model(
    'the newest state is sent in place of the unanswered one',
  ),
  'answer that hides a newer master': model('an answer hides a newer master'),
  'seen not moved while unsent': model('seen is not moved while unsent'),
  'asOf read outside the snapshot': model('the counter is read outside of the snapshot of the rows'),
  'whole form saved': model('a form saves all its fields'),
  'live begun at the last page’s counter': model('live begins at the counter of the last page'),
  'phase boundary taken from today': model('the phases use the day of today'),
  'removal that forgets seen': model('removal forgets what was seen'),
  'verdicts forgotten before tombstones': model('verdicts are forgotten before tombstones'),
  'permission judged on what was sent': model('permission is judged on what was sent'),
  'live pages filtered by the window': model('live pages are filtered by the window'),
  'eviction by the device’s clock': model('the device’s clock evicts'),
  'a restore that keeps its epoch': model('a restore keeps its epoch'),
  'deletions not offered': model('deletions are not given back'),
};
