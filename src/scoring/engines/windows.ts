/**
 * Cuts ids into windows that cover every one of them, neighbours sharing at least `overlap`; the last
 * window ends with the last id.
 * @param size most ids of a window, larger than `overlap`
 * @returns at least one window; an empty one where there are no ids
 */
export function windows(ids: readonly number[], size: number, overlap: number): (readonly number[])[] {
  if (ids.length <= size) return [ids];
  const count = 1 + Math.ceil((ids.length - size) / (size - overlap));
  return Array.from({ length: count }, (_, i) => {
    const begin = Math.floor((i * (ids.length - size)) / (count - 1));
    return ids.slice(begin, begin + size);
  });
}

/** Padding a run may hold, as a share of its shortest row: more would cost more than another run. */
const STRETCH_MAX = 1.3;
const STRETCH_FREE = 4;

/**
 * Groups items of like size, so that padding every item of a group to its longest wastes little.
 * @param total most that longest times number may come to; a single item may exceed it
 */
export function groupBySize<Item>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
  total: number,
): Item[][] {
  const sorted = items.toSorted((a, b) => sizeOf(a) - sizeOf(b));
  const groups: Item[][] = [];
  for (const item of sorted) {
    const group = groups.at(-1);
    const size = sizeOf(item);
    const fits =
      group !== undefined &&
      size * (group.length + 1) <= total &&
      size <= sizeOf(group[0]!) * STRETCH_MAX + STRETCH_FREE;
    if (fits) group.push(item);
    else groups.push([item]);
  }
  return groups;
}
