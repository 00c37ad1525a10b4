-- Outgoing webhooks, and what was answered to requests with an Idempotency-Key.

create table webhooks (
  id bigint generated always as identity primary key,
  community_id text not null references communities,
  url text not null,
  description text not null default '',
  events text[] not null,
  -- Of decisions only those that are not plain allow.
  flagged_only boolean not null default true,
  -- Whether the message's text goes along; it is read from `texts` when it is sent.
  include_text boolean not null default false,
  enabled boolean not null default true,
  -- Why it is not enabled: an admin, or the receiver answered 410.
  disabled_by text check (disabled_by in ('admin', 'gone')),
  -- The receiver asked to be left alone until then.
  throttled_until timestamptz,
  -- Goes up with every change by a person, and when a receiver says 410: the entity tag.
  revision bigint not null default 1,
  created_at timestamptz not null default now(),
  check (enabled = (disabled_by is null))
);
create index webhooks_by_community on webhooks (community_id, id);

-- Encrypted under the installation's local key. Several are valid while one replaces another.
create table webhook_secrets (
  id bigint generated always as identity primary key,
  community_id text not null references communities,
  webhook_id bigint not null references webhooks on delete cascade,
  sealed text not null,
  created_at timestamptz not null default now(),
  -- null: the current one
  expires_at timestamptz
);
create index webhook_secrets_by_webhook on webhook_secrets (webhook_id);

-- One row an event and endpoint: the truth of what is still to be sent, and the log of what was.
create table webhook_deliveries (
  id bigint generated always as identity primary key,
  community_id text not null references communities,
  webhook_id bigint not null references webhooks on delete cascade,
  -- The header webhook-id: the same on every attempt.
  event_id text not null default 'msg_' || replace(gen_random_uuid()::text, '-', ''),
  -- What happened, by name: announced twice, it is sent once.
  event_key text not null,
  type text not null,
  occurred_at timestamptz not null default now(),
  -- Without message text.
  data jsonb not null,
  -- Whose text goes along, where the endpoint asks for it. What is forgotten is not sent either.
  revision_id bigint references revisions on delete cascade,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed', 'cancelled')),
  -- Of the present round: sending again by hand starts another.
  attempts int not null default 0,
  -- While somebody sends it: when others may take it over.
  next_attempt_at timestamptz not null default now(),
  -- Who sends it now.
  lease uuid,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  unique (webhook_id, event_key),
  check ((status = 'pending') = (finished_at is null))
);
create index webhook_deliveries_due on webhook_deliveries (webhook_id, next_attempt_at) where status = 'pending';
create index webhook_deliveries_log on webhook_deliveries (webhook_id, id desc);
create index webhook_deliveries_by_revision on webhook_deliveries (revision_id) where revision_id is not null;
create index webhook_deliveries_finished on webhook_deliveries (finished_at) where status <> 'pending';

create table webhook_attempts (
  delivery_id bigint not null references webhook_deliveries on delete cascade,
  community_id text not null references communities,
  ordinal int not null,
  at timestamptz not null default now(),
  -- null where no answer came
  http_status int,
  -- A word of ours, never the receiver's; null on success.
  failure text,
  duration_ms int not null,
  primary key (delivery_id, ordinal)
);

-- Which decisions leave events behind for the listener `webhooks` follows from the endpoints, whoever changes them.
create function subscribe_webhooks() returns trigger language plpgsql as $$
declare
  community text := coalesce(new.community_id, old.community_id);
  wanted text[];
begin
  -- Changes at the same time take turns, so that the last one sees all.
  perform 1 from communities where id = community for no key update;
  select array_agg(distinct o.outcome order by o.outcome) into wanted
  from webhooks w cross join unnest(
    case when not w.events && array['decision.created', 'decision.changed']
        then case when 'alert.created' = any (w.events) then array['alert'] else '{}' end
      when w.flagged_only then array['review', 'act', 'alert']
      else array['allow', 'review', 'act', 'alert'] end) as o (outcome)
  where w.community_id = community and w.enabled;
  if wanted is null then
    delete from event_listeners where community_id = community and listener = 'webhooks';
    delete from decision_events where community_id = community and listener = 'webhooks';
  else
    insert into event_listeners (community_id, listener, outcomes) values (community, 'webhooks', wanted)
    on conflict (community_id, listener) do update set outcomes = excluded.outcomes
      where event_listeners.outcomes <> excluded.outcomes;
  end if;
  return null;
end $$;
create trigger webhooks_subscribe after insert or delete or update of events, flagged_only, enabled on webhooks
  for each row execute function subscribe_webhooks();

-- Whose author is forgotten is forgotten in the log too, and is not named in what waits.
create function forget_delivered_author() returns trigger language plpgsql as $$
begin
  update webhook_deliveries set data = jsonb_set(data, '{message}',
    (data -> 'message') || jsonb_build_object('authorId', null, 'channelId', new.channel_id))
  where revision_id in (select id from revisions where message_id = new.id);
  return null;
end $$;
create trigger messages_forget_delivered after update of author_id on messages for each row
  when (old.author_id is not null and new.author_id is null)
  execute function forget_delivered_author();

-- In the transaction that ends the run, whoever ends it.
create function announce_run() returns trigger language plpgsql as $$
begin
  insert into webhook_deliveries (community_id, webhook_id, event_key, type, data)
  select new.community_id, w.id, 'run.finished:' || new.id, 'run.finished', jsonb_build_object('run', jsonb_build_object(
    'id', new.id, 'kind', new.kind, 'status', new.status, 'total', new.total, 'done', new.done, 'failed', new.failed,
    'changed', new.changed, 'skipped', new.skipped))
  from webhooks w
  where w.community_id = new.community_id and w.enabled and 'run.finished' = any (w.events)
  on conflict (webhook_id, event_key) do nothing;
  return null;
end $$;
create trigger runs_announce after update of status on runs for each row
  when (old.status is distinct from new.status and new.status in ('done', 'failed', 'cancelled'))
  execute function announce_run();

-- What was answered to requests with an Idempotency-Key, for a day. Keys and bodies as HMACs under the local key;
-- answers hold no message text.
create table idempotency_keys (
  community_id text not null references communities,
  key_id bigint not null references api_keys on delete cascade,
  route text not null,
  idempotency_hmac bytea not null,
  request_hmac bytea not null,
  -- Until then the first request counts as under way, should its process have died.
  locked_until timestamptz not null,
  -- null while it is under way
  status int,
  headers jsonb,
  answer text,
  created_at timestamptz not null default now(),
  primary key (community_id, key_id, route, idempotency_hmac)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);
