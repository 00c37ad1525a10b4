-- What readers that keep scores in memory need to learn what changed since they last looked: the
-- transaction that wrote a row last. Unlike a sequence or a clock it misses no transaction that
-- commits later than its number suggests: a reader asks for all from pg_snapshot_xmin on.

alter table messages add column change xid8 not null default pg_current_xact_id();
create index messages_by_change on messages (community_id, change);

create function note_change() returns trigger language plpgsql as $$
begin
  new.change := pg_current_xact_id();
  return new;
end $$;
create trigger messages_note_change before update on messages
  for each row execute function note_change();

-- Scores are added, by another pipeline for one, and never rewritten.
alter table scores add column change xid8 not null default pg_current_xact_id();
create index scores_by_change on scores (community_id, pipeline_id, change);

-- Ids of messages that were deleted; kept for a day, longer than anybody keeps scores in memory
-- without looking.
create table deleted_messages (
  id bigint generated always as identity primary key,
  community_id text not null,
  message_id bigint not null,
  change xid8 not null default pg_current_xact_id(),
  deleted_at timestamptz not null default now()
);
create index deleted_messages_by_change on deleted_messages (community_id, change);
create index deleted_messages_by_time on deleted_messages (deleted_at);

create function note_deletions() returns trigger language plpgsql as $$
begin
  insert into deleted_messages (community_id, message_id) select community_id, id from gone;
  delete from deleted_messages where deleted_at < now() - interval '1 day';
  return null;
end $$;
create trigger messages_note_deletions after delete on messages
  referencing old table as gone for each statement execute function note_deletions();
