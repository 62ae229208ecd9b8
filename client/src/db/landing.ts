/**
 * Rows of a first download that are not written yet. Their table holds nothing, so they are all there is to read:
 * screens show them at once, and whoever wants to write waits until they are in the table.
 */
export class Landing<Row extends { readonly id: string }> {
  readonly #rows = new Map<string, Row>();
  readonly #over = Promise.withResolvers<void>();

  /** After the rows were written, or given up. */
  get over(): Promise<void> {
    return this.#over.promise;
  }

  end(): void {
    this.#over.resolve();
  }

  put(rows: Iterable<Row>): void {
    for (const row of rows) this.#rows.set(row.id, row);
  }

  row(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  rows(): Row[] {
    return [...this.#rows.values()];
  }
}
