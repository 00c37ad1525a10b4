/**
 * For the rest of a transaction: rows of a range of ids are looked up by index, in the order of the ids. Statistics
 * cannot tell the planner that a slice is small, least of all just after millions of rows were imported: it would
 * read whole tables for each slice, or sort what comes in order.
 */
export const LOOK_ROWS_UP = `select set_config('max_parallel_workers_per_gather', '0', true), set_config(name, 'off', true)
  from unnest(array['enable_seqscan', 'enable_hashjoin',
  'enable_mergejoin', 'enable_bitmapscan', 'enable_sort', 'jit']) as name`;
