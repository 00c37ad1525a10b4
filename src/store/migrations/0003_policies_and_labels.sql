-- Policies that change over HTTP, what they would have decided in the shadow, the log of who changed
-- what, and labels.

alter table policies
  -- Goes up with every change: the entity tag that If-Match is compared with.
  add column revision bigint not null default 1,
  -- Evaluated beside the active version and only counted.
  add column shadow_version int,
  add column shadow_since timestamptz,
  -- Versions that were active before, the latest last: what rollback goes back through.
  add column earlier_versions int[] not null default '{}';

alter table communities add column revision bigint not null default 1;

-- Which policy a channel uses where the request does not say.
create table policy_channels (
  community_id text not null,
  kind text not null check (kind in ('id', 'tag')),
  value text not null,
  policy_name text not null,
  primary key (community_id, kind, value),
  foreign key (community_id, policy_name) references policies (community_id, name)
);

-- Which policy gave messages.action and messages.alert. Activation looks for those of other versions.
alter table messages
  add column policy_name text,
  add column policy_version int;
update messages set policy_name = latest.name, policy_version = latest.version
from (
  select distinct on (message_id) message_id,
    answer -> 'receipt' -> 'policy' ->> 'name' as name,
    (answer -> 'receipt' -> 'policy' ->> 'version')::int as version
  from decisions order by message_id, id desc) latest
where latest.message_id = messages.id and messages.action is not null;
create index messages_by_policy on messages (community_id, policy_name, policy_version);

-- What the shadow would have said: all that is kept of its decisions.
create table shadow_counts (
  community_id text not null,
  policy_name text not null,
  active_version int not null,
  shadow_version int not null,
  -- Empty for the decision as a whole.
  clause text not null,
  -- allow, review, act, alert; none where that version has no such clause.
  active_action text not null,
  shadow_action text not null,
  count bigint not null,
  primary key (community_id, policy_name, shadow_version, active_version, clause, active_action, shadow_action),
  foreign key (community_id, policy_name) references policies (community_id, name)
);

-- Append-only. Holds no message text.
create table audit_log (
  id bigint generated always as identity primary key,
  community_id text not null references communities,
  at timestamptz not null default now(),
  -- Null where the installation itself acted.
  key_id bigint references api_keys,
  -- The key's owner at the time.
  actor text not null,
  -- Such as policy.activate.
  action text not null,
  -- What was changed: the name of a policy, the id of a key.
  subject text not null,
  -- In words; null where there was, or is, nothing.
  before text,
  after text
);
create index audit_log_latest on audit_log (community_id, id desc);

-- Append-only: of those with the same revision, target and person the latest counts.
create table labels (
  id bigint generated always as identity primary key,
  community_id text not null references communities,
  message_id bigint not null references messages on delete cascade,
  revision_id bigint not null references revisions on delete cascade,
  target_kind text not null check (target_kind in ('message', 'clause', 'signal')),
  -- Id of the clause or name of the signal; empty for the message as a whole.
  target text not null default '' check ((target = '') = (target_kind = 'message')),
  verdict text not null check (verdict in ('violates', 'ok', 'unsure')),
  origin text not null check (origin in ('queue', 'suggested', 'random', 'slack', 'import', 'suggestscore')),
  -- How the message was drawn, where it was drawn: null where it was not.
  stratum text,
  probability double precision check (probability > 0 and probability <= 1),
  -- Who said so: the key, and its owner at the time. A person may have had several keys.
  key_id bigint not null references api_keys,
  person text not null,
  -- What the machine said at the time. The score is calibrated; null for the message as a whole and
  -- where the model gave none.
  pipeline_id text not null references pipelines,
  score double precision,
  policy_name text not null,
  policy_version int not null,
  created_at timestamptz not null default now(),
  check ((stratum is null) = (probability is null))
);
create index labels_by_revision on labels (revision_id, id desc);
create index labels_by_community on labels (community_id, id);

-- Free text of people about a message's text: goes when that text goes.
create table label_notes (
  label_id bigint primary key references labels on delete cascade,
  community_id text not null,
  revision_id bigint not null references texts on delete cascade,
  note text not null
);
create index label_notes_by_revision on label_notes (revision_id);
