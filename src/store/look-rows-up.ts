/**
 * For the rest of a transaction: rows of a range of ids are looked up by index, in the order of the ids. Statistics
 * cannot tell the planner that a slice is small, least of all just after millions of rows were imported: it would
 * read whole tables for each slice, or sort what comes in order.
 */
export const LOOK_ROWS_UP = `select set_config('max_parallel_workers_per_gather', '0', true), set_config(name, 'off', true)
  from unnest(array['enable_seqscan', 'enable_hashjoin',
  'enable_mergejoin', 'enable_bitmapscan', 'enable_sort', 'jit']) as name`;

/**
 * Thereafter, in the same transaction: ranges of rows are read by index and joined as a whole, which takes half as
 * long as looking each row up where a range holds little else.
 */
export const READ_RANGES = `select set_config('work_mem', '32MB', true), set_config('enable_nestloop', 'off', true),
    set_config(name, 'on', true)
  from unnest(array['enable_hashjoin', 'enable_mergejoin', 'enable_sort']) as name`;

/**
 * A column as no index knows it. Where ids say which few rows are meant, the planner must not look for them among all
 * rows of a pipeline or a community: it takes those for few until it is told better, which may be after the run.
 */
export const notByIndex = (column: string) => `(${column} || '')`;
