interface Entry<T> {
  readonly value: T;
  readonly distance: number;
  readonly margin: number;
  readonly id: number;
}

/** Larger distances first, then larger margins, then smaller ids. */
const inOrder = (a: Entry<unknown>, b: Entry<unknown>) =>
  b.distance - a.distance || b.margin - a.margin || a.id - b.id;

/** The first few of many entries. */
export class TopList<T> {
  #entries: Entry<T>[] = [];
  /** Nothing of a smaller distance can get in any more. */
  #distanceMin = -Infinity;

  constructor(private readonly limit: number) {}

  /** Whether an entry of this distance may come among the first: worth working out the rest of it. */
  mayTake(distance: number): boolean {
    return this.limit > 0 && distance >= this.#distanceMin;
  }

  add(value: T, distance: number, margin: number, id: number): void {
    this.#entries.push({ value, distance, margin, id });
    // Sorted now and then only: a sort for each entry would cost more than all the rest.
    if (this.#entries.length >= 2 * this.limit + 64) this.#cut();
  }

  sorted(): T[] {
    this.#cut();
    return this.#entries.map(({ value }) => value);
  }

  #cut(): void {
    this.#entries.sort(inOrder);
    this.#entries.length = Math.min(this.#entries.length, this.limit);
    if (this.#entries.length === this.limit) this.#distanceMin = this.#entries.at(-1)?.distance ?? Infinity;
  }
}
