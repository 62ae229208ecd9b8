import { Dexie, type Table } from 'dexie';
import type { Role } from 'shared/domain/permissions.ts';
import type { Draft } from './local-tables.ts';

/** One account on this installation: a person in a workspace. Several people may share a tablet. */
export interface DeviceAccount {
  /** `<workspace id>:<user id>`. */
  readonly key: string;
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly role: Role };
  readonly workspace: {
    readonly id: string;
    readonly slug: string;
    readonly name: string;
    readonly status: string;
  };
  /** Instant. */
  readonly lastUsedAt: string;
  readonly signedIn: boolean;
  /** How much of this account only this device holds, as last counted while it was open. */
  readonly unsent?: number;
}

interface DeviceFact {
  readonly name: 'deviceId' | 'clockOffsetMs';
  readonly value: string | number;
}

/** What belongs to the installation and to nobody's workspace. */
export class DeviceDb extends Dexie {
  declare accounts: Table<DeviceAccount, string>;
  declare facts: Table<DeviceFact, string>;
  /** What was typed at the door, before there was an account to keep it in. */
  declare drafts: Table<Draft, string>;

  constructor(
    name = 'planning-ops-device',
    options: { indexedDB?: IDBFactory; IDBKeyRange?: typeof IDBKeyRange } = {},
  ) {
    super(name, options);
    this.version(1).stores({ accounts: 'key', facts: 'name' });
    this.version(2).stores({ drafts: 'form' });
  }

  /** The name of this installation, made once. Two tabs that start at the same moment agree on one. */
  deviceId(make: () => string): Promise<string> {
    return this.transaction('rw', this.facts, async () => {
      const found = await this.facts.get('deviceId');
      if (typeof found?.value === 'string') return found.value;
      const value = make();
      await this.facts.put({ name: 'deviceId', value });
      return value;
    });
  }

  async clockOffsetMs(): Promise<number> {
    const value = (await this.facts.get('clockOffsetMs'))?.value;
    return typeof value === 'number' ? value : 0;
  }

  async setClockOffsetMs(value: number): Promise<void> {
    await this.facts.put({ name: 'clockOffsetMs', value });
  }
}
