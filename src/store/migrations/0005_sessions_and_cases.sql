-- Who is signed in, and what waits for a person's word.

-- Of a session's token only the SHA-256: it is random, 256 bits, and cannot be guessed.
create table sessions (
  token_sha256 bytea primary key,
  community_id text not null references communities,
  key_id bigint not null references api_keys on delete cascade,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index sessions_by_expiry on sessions (expires_at);

-- A message that was decided review, act or alert, until somebody has looked at it.
create table cases (
  id bigint generated always as identity primary key,
  community_id text not null references communities,
  message_id bigint not null references messages on delete cascade,
  -- The one that the case is about: the latest whose decision was not plain allow.
  revision_id bigint not null references revisions on delete cascade,
  -- As the message has them: for the author's other cases.
  source text not null,
  author_id text,
  -- Goes up with every change: the entity tag that If-Match is compared with.
  revision bigint not null default 1,
  status text not null default 'open' check (status in ('open', 'claimed', 'resolved')),
  -- What was decided of that revision: not rewritten when another policy is activated.
  action text not null check (action in ('allow', 'review', 'act')),
  alert boolean not null,
  -- Ids of the clauses that fired, the gravest and strongest first, and the score of that one.
  clauses text[] not null,
  score double precision,
  -- Order of the queue: alerts, then act, then review; in each by id.
  rank smallint not null generated always as (case when alert then 0 when action = 'act' then 1 else 2 end) stored,
  opened_at timestamptz not null default now(),
  -- The owner of the key at the time, as labels name people.
  claimed_by text,
  claimed_key bigint references api_keys,
  claimed_at timestamptz,
  resolved_by text,
  resolved_key bigint references api_keys,
  resolved_at timestamptz,
  resolution text check (resolution in ('violates', 'ok', 'unsure')),
  check (alert or action <> 'allow'),
  check ((status = 'open') = (claimed_by is null)),
  check ((claimed_by is null) = (claimed_at is null)),
  check ((status = 'resolved') = (resolved_by is not null)),
  check ((resolved_by is null) = (resolved_at is null)),
  check ((resolved_by is null) = (resolution is null))
);
-- At most one unresolved case a message.
create unique index cases_unresolved on cases (message_id) where status <> 'resolved';
create index cases_queue on cases (community_id, status, rank, id);
create index cases_by_rank on cases (community_id, rank, id);
create index cases_by_author on cases (community_id, source, author_id, id) where author_id is not null;
create index cases_by_message on cases (message_id);
create index cases_by_revision on cases (revision_id);

-- Opens a case with the decision, in its transaction and whoever stores it. A later decision, of an
-- edited text for one, updates what is unresolved; what was resolved of this revision stays so.
create function open_case() returns trigger language plpgsql as $$
begin
  insert into cases (community_id, message_id, revision_id, source, author_id, action, alert, clauses, score)
  select new.community_id, new.message_id, new.revision_id, m.source, m.author_id, new.action, new.alert,
    coalesce(fired.clauses, '{}'), fired.scores[1]
  from messages m cross join lateral (
    select array_agg(f.id order by f.grave, f.score desc nulls last) as clauses,
      array_agg(f.score order by f.grave, f.score desc nulls last) as scores
    from (
      select c ->> 'id' as id, (c ->> 'score')::double precision as score,
        case c ->> 'action' when 'alert' then 0 when 'act' then 1 else 2 end as grave
      from jsonb_array_elements(new.answer -> 'decision' -> 'clauses') c
      where c ->> 'action' <> 'allow') f) fired
  where m.id = new.message_id and not exists (
    select 1 from cases earlier where earlier.message_id = new.message_id and (
      earlier.revision_id > new.revision_id
      or earlier.revision_id = new.revision_id and earlier.status = 'resolved'))
  on conflict (message_id) where status <> 'resolved' do update set
    revision_id = excluded.revision_id, author_id = excluded.author_id, action = excluded.action,
    alert = excluded.alert, clauses = excluded.clauses, score = excluded.score, revision = cases.revision + 1;
  return null;
end $$;
-- Decisions that allow, nearly all of them, cost no more than the condition.
create trigger decisions_open_case after insert on decisions for each row
  when (new.revision_id is not null and (new.alert or new.action <> 'allow'))
  execute function open_case();
