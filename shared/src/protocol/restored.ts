/** Members of the 410 `restored`: which times the server was set back, and how far, along its own line. */
export interface Restore {
  /** The epoch that ended. */
  readonly epoch: string;
  /** The counter that the backup had. */
  readonly counter: number;
  /** Instant of the last change that the backup holds; absent where it holds none. */
  readonly at?: string;
}

export interface RestoredExtra {
  readonly epoch: string;
  readonly restores: readonly Restore[];
}
