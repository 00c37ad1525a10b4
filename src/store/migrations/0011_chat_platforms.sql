-- Who is told of decisions, what they have not been told yet, and what Slack has sent and was sent.

-- While nobody listens to a community, its decisions leave nothing behind for anybody.
create table event_listeners (
  community_id text not null references communities,
  -- Such as `slack`.
  listener text not null,
  -- Of which decisions it hears: by action, and `alert` for those that alert whatever their action is.
  outcomes text[] not null check (outcomes <@ array['allow', 'review', 'act', 'alert']),
  primary key (community_id, listener)
);

-- One row an event and listener, until that listener has dealt with it. Holds no text.
create table decision_events (
  id bigint generated always as identity primary key,
  community_id text not null,
  listener text not null,
  -- decision.created for a message's first decision, decision.changed for a later one.
  type text not null check (type in ('decision.created', 'decision.changed')),
  decision_id bigint not null,
  created_at timestamptz not null default now(),
  -- Not before then: later than created_at while somebody is at it, and after a failure.
  due_at timestamptz not null default now(),
  attempts int not null default 0
);
create index decision_events_due on decision_events (listener, due_at);

-- Writes events with the decisions, in their transaction and whoever stores them; once a statement, so that
-- many decisions stored together cost one look for listeners.
create function note_decisions() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from event_listeners) then return null; end if;
  insert into decision_events (community_id, listener, type, decision_id)
  select a.community_id, l.listener,
    case when exists (select 1 from decisions e where e.message_id = a.message_id and e.id < a.id)
      then 'decision.changed' else 'decision.created' end,
    a.id
  from added a join event_listeners l on l.community_id = a.community_id
  where a.action = any (l.outcomes) or (a.alert and 'alert' = any (l.outcomes))
  order by a.id;
  return null;
end $$;
create trigger decisions_note after insert on decisions
  referencing new table as added for each statement execute function note_decisions();

-- Events that Slack has delivered and that were dealt with: it sends them again when it has missed the answer.
-- Kept for two days.
create table slack_events (
  community_id text not null references communities,
  event_id text not null,
  received_at timestamptz not null default now(),
  primary key (community_id, event_id)
);
create index slack_events_by_time on slack_events (received_at);

-- Alerts that were posted, and where: by decision, so that none is posted twice.
create table slack_alerts (
  decision_id bigint primary key,
  community_id text not null references communities,
  message_id bigint not null references messages on delete cascade,
  revision_id bigint not null,
  channel text not null,
  ts text not null,
  -- Whether it shows a copy of the text, which goes when the message's text goes.
  shows_text boolean not null,
  posted_at timestamptz not null default now()
);
create index slack_alerts_by_message on slack_alerts (message_id);
