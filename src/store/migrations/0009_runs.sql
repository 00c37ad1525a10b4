-- Runs over history: imports, rescoring, replays of a policy. A run is a row with a cursor; everything that a
-- process or the queue could lose follows from these tables.

create table runs (
  id bigint generated always as identity primary key,
  community_id text not null references communities,
  kind text not null check (kind in ('import', 'rescore', 'replay')),
  status text not null default 'planned'
    check (status in ('planned', 'running', 'paused', 'cancelling', 'cancelled', 'done', 'failed')),
  -- What was asked for; holds no message text.
  params jsonb not null,
  -- {"messages", "perSecond", "seconds"} as estimated before the start.
  plan jsonb,
  -- What it scores with, and what messages had before: null where that is not one pipeline, or not known yet.
  pipeline_id text references pipelines,
  earlier_pipeline_id text references pipelines,
  policy_name text,
  policy_version int,
  -- Ids are handed out in slices from beyond `cursor` to `cursor_end`: of revisions, of messages in a replay.
  cursor bigint not null default 0,
  cursor_end bigint,
  -- Most messages a second; null: as many as there is room for.
  rate_max int check (rate_max > 0),
  total bigint not null default 0,
  done bigint not null default 0,
  failed bigint not null default 0,
  changed bigint not null default 0,
  -- Taken in by an import but known before with the same text, or forgotten before.
  skipped bigint not null default 0,
  outcome text check (outcome in ('promoted', 'discarded')),
  -- In words, without message text.
  error text,
  key_id bigint not null references api_keys,
  actor text not null,
  -- Goes up with every change by a person: the entity tag that If-Match is compared with.
  revision bigint not null default 1,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz
);
create index runs_by_community on runs (community_id, id desc);
create index runs_at_work on runs (id) where status in ('running', 'cancelling');

-- Slices that were handed out and are not done. A slice that is done is deleted in the transaction that writes
-- its results and counts them: done twice, it finds no row and counts nothing.
create table run_slices (
  run_id bigint not null references runs on delete cascade,
  from_id bigint not null,
  to_id bigint not null,
  messages int not null,
  attempts int not null default 0,
  handed_out_at timestamptz not null default now(),
  primary key (run_id, from_id)
);

-- Messages whose decision a run changed, and no others.
create table run_changes (
  run_id bigint not null references runs on delete cascade,
  community_id text not null,
  message_id bigint not null references messages on delete cascade,
  revision_id bigint not null,
  before_action text,
  before_alert boolean,
  after_action text not null,
  after_alert boolean not null,
  -- [{"id", "before": {"action", "score"} | null, "after": {"action", "score"} | null}]: clauses that differ.
  clauses jsonb not null,
  primary key (run_id, message_id)
);

-- Calibrated scores of a rescoring run's messages in 100 bins, before and after, added to slice by slice.
create table run_histograms (
  run_id bigint not null references runs on delete cascade,
  signal text not null,
  side text not null check (side in ('before', 'after')),
  -- counts[1] is [0, 0.01), counts[100] is [0.99, 1]
  counts bigint[] not null,
  primary key (run_id, signal, side)
);

-- Lines of an import that were refused, and what else went wrong; without message text.
create table run_errors (
  id bigint generated always as identity primary key,
  run_id bigint not null references runs on delete cascade,
  -- File inside an archive; null for a plain file.
  file text,
  -- From 1 on; for a Slack export the ordinal of the message in its file.
  line bigint,
  reason text not null
);
create index run_errors_by_run on run_errors (run_id, id);

-- Which run a revision came in with and waits for, and where in its file it began (bytes; ordinal in Slack's files).
alter table revisions
  add column run_id bigint references runs,
  add column source_offset bigint;
create index revisions_pending_of_run on revisions (run_id, id) where status = 'pending' and run_id is not null;

-- Names of authors as an import told them.
create table author_names (
  community_id text not null references communities,
  source text not null,
  author_id text not null,
  name text not null,
  primary key (community_id, source, author_id)
);
