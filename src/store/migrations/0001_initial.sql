-- Conduct's own tables. Every table that holds a community's data carries community_id, also in its
-- unique keys. Times are timestamptz. Text of messages lives in `texts` and nowhere else.

create table communities (
  id text primary key,
  name text not null,
  -- {"store": {"channels": "all", "directMessages": "flagged"}}
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);
insert into communities (id, name) values ('default', 'Default community');

create table api_keys (
  id bigint generated always as identity primary key,
  community_id text not null references communities,
  -- SHA-256 of a random 256-bit key: no salt or stretching is needed for one that cannot be guessed.
  key_sha256 bytea not null unique,
  -- First characters, so that people can tell keys apart.
  prefix text not null,
  owner text not null,
  scopes text[] not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);

-- What texts were scored with. Named by content and shared by all communities (docs/adr/0003).
create table pipelines (
  id text primary key,
  sha256 text not null unique,
  spec jsonb not null,
  created_at timestamptz not null default now()
);

-- The calibration in force of each pipeline and community: the last row counts, earlier ones stay.
create table calibrations (
  n bigint generated always as identity primary key,
  community_id text not null references communities,
  pipeline_id text not null references pipelines,
  id text not null,
  spec jsonb not null,
  created_at timestamptz not null default now(),
  unique (community_id, pipeline_id, id)
);

create table policies (
  community_id text not null references communities,
  name text not null,
  active_version int not null,
  primary key (community_id, name)
);

-- Immutable versions.
create table policy_versions (
  community_id text not null,
  name text not null,
  version int not null,
  spec jsonb not null,
  sha256 text not null,
  author text not null,
  note text not null default '',
  created_at timestamptz not null default now(),
  primary key (community_id, name, version),
  foreign key (community_id, name) references policies deferrable initially deferred
);

create table messages (
  id bigint generated always as identity primary key,
  community_id text not null references communities,
  source text not null,
  external_id text not null,
  -- What is known of the circumstances, as the latest revision gave it.
  channel_type text,
  channel_id text,
  channel_tags text[],
  author_id text,
  thread_id text,
  sent_at timestamptz,
  edited_at timestamptz,
  bot boolean,
  recipients int,
  solicited boolean,
  created_by bigint references api_keys,
  created_at timestamptz not null default now(),
  revisions int not null default 1,
  -- HMAC of the latest revision's text under the installation's local key; null once forgotten.
  content_hmac bytea,
  -- The current decision, rewritten when another policy is activated.
  action text check (action in ('allow', 'review', 'act')),
  alert boolean,
  unique (community_id, source, external_id)
);

create table revisions (
  id bigint generated always as identity primary key,
  community_id text not null,
  message_id bigint not null references messages on delete cascade,
  ordinal int not null,
  status text not null check (status in ('pending', 'scored', 'failed')),
  -- Only while pending: which policy was asked for, and whether the text is kept.
  policy_name text,
  store text,
  -- How often the sweeper had to enqueue it again.
  sweeps int not null default 0,
  language text,
  language_confidence real,
  created_at timestamptz not null default now(),
  scored_at timestamptz,
  unique (message_id, ordinal)
);
create index revisions_pending on revisions (id) where status = 'pending';

create table texts (
  revision_id bigint primary key references revisions on delete cascade,
  community_id text not null,
  text text not null,
  -- Earlier messages that came along: [{"authorId"?, "text"}], oldest first.
  context jsonb
);

create table scores (
  revision_id bigint not null references revisions on delete cascade,
  community_id text not null,
  pipeline_id text not null references pipelines,
  -- The stage of the pipeline that decided.
  stage text not null,
  -- Raw outputs (logits), one per label of the pipeline. folded is null where the views are equal.
  original real[] not null,
  folded real[],
  created_at timestamptz not null default now(),
  primary key (revision_id, pipeline_id)
);

-- Append-only: one row for each decision that was answered.
create table decisions (
  id bigint generated always as identity primary key,
  community_id text not null,
  message_id bigint not null references messages,
  revision_id bigint references revisions,
  action text not null check (action in ('allow', 'review', 'act')),
  alert boolean not null,
  incomplete boolean not null,
  -- What was answered: {signals, language, decision, receipt}. Holds no text.
  answer jsonb not null,
  created_at timestamptz not null default now()
);
create index decisions_by_message on decisions (message_id, id desc);

-- All that remains of a message that is not stored.
create table decision_counts (
  community_id text not null references communities,
  day date not null,
  policy_name text not null,
  policy_version int not null,
  action text not null,
  alert boolean not null,
  count bigint not null,
  primary key (community_id, day, policy_name, policy_version, action, alert)
);

-- Replies of the live lane that are too large for NOTIFY. No text; gone within seconds, or in a crash.
create unlogged table live_replies (
  id text primary key,
  payload text not null,
  created_at timestamptz not null default now()
);
