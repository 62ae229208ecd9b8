import { DeviceDb } from '../db/device-db.ts';

/** The id of this installation, where it has one already. */
export async function thisDevice(): Promise<string | undefined> {
  const device = new DeviceDb();
  try {
    const value = (await device.facts.get('deviceId'))?.value;
    return typeof value === 'string' ? value : undefined;
  } finally {
    device.close();
  }
}
