-- When a revision that waits was last enqueued again: a backlog that is worked through slowly is no reason to do it
-- every few seconds.
alter table revisions add column swept_at timestamptz;
