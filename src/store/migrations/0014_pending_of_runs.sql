-- The sweeper looks for what lost its job every two seconds. What waits for a run is not its business, and may be
-- millions of rows: it must not walk through them.
create index revisions_pending_alone on revisions (id) where status = 'pending' and run_id is null;
drop index revisions_pending;
