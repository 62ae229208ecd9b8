/** `POST /sync/presence`: where one open tab is. Said on moving, on going, and now and then while others look. */
export interface PresenceRequest {
  /** As its stream's `hello` named it. */
  readonly stream: string;
  /** A week of the schedule or a pour; absent on any other screen. */
  readonly place?: string;
  /** What is selected there, in that screen's own words: `<employee>_<Monday>:wed`, a load's id. */
  readonly spot?: string;
  /** Nobody looks at the tab any more: whoever is there is not shown. */
  readonly away?: true;
}

const where = {
  place: { type: 'string', pattern: '^(week:[0-9]{4}-[0-9]{2}-[0-9]{2}|pour:[0-9A-Za-z-]{1,64})$' },
  spot: { type: 'string', pattern: '^[0-9A-Za-z_:.-]{1,120}$' },
} as const;

/** `GET /sync/stream?present=1&place=&spot=`: a tab that comes says at once where it is; without `present`, nothing. */
export const streamQuerySchema = {
  type: 'object',
  additionalProperties: false,
  properties: { present: { const: '1' }, ...where },
} as const;

export interface StreamQuery {
  readonly present?: '1';
  readonly place?: string;
  readonly spot?: string;
}

export const presenceRequestSchema = {
  type: 'object',
  required: ['stream'],
  additionalProperties: false,
  properties: {
    stream: { type: 'string', format: 'uuid' },
    ...where,
    away: { const: true },
  },
} as const;

/** Somebody else's open tab. */
export interface Present {
  /** Names the tab as long as it is open; nothing can be asked with it. */
  readonly key: string;
  readonly userId: string;
  readonly name: string;
  readonly place?: string;
  /** Only told to those who could see it: at the same pour, or anywhere in the schedule. */
  readonly spot?: string;
}

/** In the stream: who came or moved, and who went. All who are there come first. */
export interface PresenceNews {
  readonly people: readonly Present[];
  readonly gone: readonly string[];
}

/** A tab that has not said for so long where it is, is gone: a tablet without a line says nothing any more. */
export const PRESENCE_LEASE_MS = 45_000;

/** Who may see each other's spots: a schedule shows many weeks, beginning with any, so all of its weeks are one room. */
export const roomOf = (place: string): string => (place.startsWith('week:') ? 'schedule' : place);
