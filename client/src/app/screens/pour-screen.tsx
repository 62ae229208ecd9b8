import { useParams } from '@tanstack/react-router';
import { PourPage } from '../../features/pours/pour-page.tsx';
import { ExportPourLogButton } from '../../features/spreadsheet/export-buttons.tsx';

export function PourScreen() {
  const { pourId = '' } = useParams({ strict: false });
  return <PourPage actions={<ExportPourLogButton pourId={pourId} />} />;
}
