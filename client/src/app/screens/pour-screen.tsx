import { useParams } from '@tanstack/react-router';
import { useMedia } from '../../lib/media.ts';
import { PourPage } from '../../features/pours/pour-page.tsx';
import { ExportPourLogButton } from '../../features/spreadsheet/export-buttons.tsx';

/** A phone finds the file of the log among the log's own actions. */
export function PourScreen() {
  const { pourId = '' } = useParams({ strict: false });
  const isPhone = useMedia('(max-width: 699px)');
  return <PourPage actions={!isPhone && <ExportPourLogButton pourId={pourId} />} />;
}
