-- Forgetting messages and people, and how long texts and scores are kept.

-- What is not to come back. Names no message and no person: an HMAC of community, source and id under the
-- installation's local key.
create table forgotten (
  community_id text not null references communities,
  hmac bytea not null,
  kind text not null check (kind in ('message', 'author')),
  -- Of an author only what was sent up to then is kept out.
  at timestamptz not null default now(),
  primary key (community_id, hmac)
);

-- All that somebody wrote; and where it was copied into the context of what others wrote.
create index messages_by_author on messages (community_id, source, author_id, id) where author_id is not null;
create index texts_by_context on texts using gin (context jsonb_path_ops) where context is not null;

-- How far the job has come that removes what is older than a community keeps it. It goes through the revisions
-- in the order of their ids, again and again.
create table retention_passes (
  community_id text not null references communities,
  subject text not null check (subject in ('texts', 'scores')),
  -- The community's setting that this pass goes by.
  days int not null,
  -- Revisions up to this one have been looked at.
  cursor bigint not null default 0,
  -- Null while the pass is under way.
  finished_at timestamptz,
  primary key (community_id, subject)
);
