import { changedUnits, getUnit, shapeOf } from 'shared/merge/units.ts';
import type { WireDocument } from 'shared/protocol/document.ts';
import { makeFormat } from '../lib/format.ts';
import { activeLanguage } from '../lib/preferences.ts';
import { defineStrings } from '../lib/strings.ts';
import { unacknowledged } from './drain.ts';
import { readRecordWords, type RecordWords } from './record-words.ts';
import { writeUnsentFile, type UnsentEntry, type UnsentItem } from './unsent-file.ts';
import type { Workspace } from './workspace.tsx';

/** A file to hand to the browser; the caller makes the download of it. */
export interface ExportFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

const useExportText = defineStrings('unsent-file', {
  en: {
    title: 'Unsent work – {{company}}',
    about:
      'Kept on one device by {{name}}, saved {{when}}. Nobody else has this yet. To bring it in: Support in the app, “Bring in a file”.',
    field: 'What',
    was: 'Before',
    is: 'Now',
    unsent: 'not sent yet',
    refused: 'not accepted: {{reason}}',
  },
  es: {
    title: 'Trabajo sin enviar – {{company}}',
    about:
      'Guardado en un equipo por {{name}}, exportado {{when}}. Nadie más lo tiene. Para traerlo: Soporte en la app, “Traer un archivo”.',
    field: 'Qué',
    was: 'Antes',
    is: 'Ahora',
    unsent: 'sin enviar',
    refused: 'no aceptado: {{reason}}',
  },
});

/** Units that stand for something else or that nobody reads. */
const SILENT = /(^|\.)(importKeys|size|sha256)$/;

function entryOf(item: UnsentItem, words: RecordWords): UnsentEntry {
  const text = useExportText.now;
  const { collection, reason } = item;
  const [document, base] = [item.document, item.base] as unknown as [WireDocument, WireDocument | null];
  const shape = shapeOf(collection);
  const units =
    document._deleted === true
      ? ['_deleted']
      : changedUnits(shape, base, document).filter((unit) => !SILENT.test(unit));
  return {
    kind: words.collection(collection),
    name: words.record({ collection, documentId: document.id }, item.document),
    when: words.moment(document.updatedAt),
    why: reason === undefined ? text('unsent') : text('refused', { reason }),
    changes: units.map((unit) => ({
      field: words.unit(collection, unit),
      was: base === null ? '' : words.value(unit, unit === '_deleted' ? false : getUnit(shape, base, unit)),
      is: words.value(unit, unit === '_deleted' ? true : getUnit(shape, document, unit)),
    })),
  };
}

/** Everything that only this device holds, as one file: people read it, and the support page takes it in again. */
export async function exportUnsent(
  current: Pick<Workspace, 'db' | 'user' | 'workspace' | 'clock'>,
): Promise<ExportFile> {
  const { db, user, workspace, clock } = current;
  const at = clock.nowInstant();
  const items = (await unacknowledged(db)) as readonly UnsentItem[];
  const words = await readRecordWords(
    { db, user },
    makeFormat(activeLanguage()),
    items.map(({ collection, document }) => ({ collection, documentId: String(document['id']) })),
  );
  const text = useExportText.now;
  return {
    name: `planning-ops-unsent-${workspace.slug}-${at.slice(0, 16).replace(':', '')}.html`,
    type: 'text/html',
    text: writeUnsentFile(
      {
        workspace: { id: workspace.id, name: workspace.name },
        by: { id: user.id, name: user.name },
        at,
        items,
      },
      items.map((item) => entryOf(item, words)),
      {
        language: activeLanguage(),
        title: text('title', { company: workspace.name }),
        about: text('about', { name: user.name, when: words.moment(at) }),
        field: text('field'),
        was: text('was'),
        is: text('is'),
      },
    ),
  };
}
