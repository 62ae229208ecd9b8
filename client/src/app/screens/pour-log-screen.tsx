import { useParams } from '@tanstack/react-router';
import { useContext } from 'react';
import { TruckBoardPage } from '../../features/pour-log/truck-board-page.tsx';
import { ExportPourLogButton } from '../../features/spreadsheet/export-buttons.tsx';
import { SyncBadgeContext } from '../sync-badge-context.ts';

/** The truck board draws its own bar: the badge comes along. */
export function PourLogScreen() {
  const { pourId = '' } = useParams({ strict: false });
  return (
    <TruckBoardPage badge={useContext(SyncBadgeContext)} actions={<ExportPourLogButton pourId={pourId} />} />
  );
}
