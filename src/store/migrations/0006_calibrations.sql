-- Samples that people label, and calibrations fitted to a community's own labels.

-- All labels that say something of a clause or a signal.
create index labels_by_target on labels (community_id, target_kind, target, revision_id, id);

-- Messages drawn at once for a person to label: what their labels stand for. Never changes.
create table labelling_samples (
  id bigint generated always as identity primary key,
  community_id text not null references communities,
  person text not null,
  target_kind text not null check (target_kind in ('clause', 'signal')),
  target text not null,
  -- Which messages it was drawn from: those of a policy, or all; of a channel, or all; in a window.
  policy_name text,
  channel_id text,
  from_at timestamptz,
  to_at timestamptz,
  pipeline_id text not null references pipelines,
  -- The person's labels up to this id were known: what they had labelled was left out.
  labels_until bigint not null,
  -- {"spread/0.1-0.2": {"messages": 310, "drawn": 2, "probability": 0.0065}}
  strata jsonb not null,
  -- {row id of the message: stratum}
  drawn jsonb not null,
  created_at timestamptz not null default now()
);
create index labelling_samples_by_target on labelling_samples (community_id, target_kind, target, id);

-- Maps of one signal that were fitted to labels. A row of `calibrations` is made of those that are in
-- force together, when they come into force.
create table recalibrations (
  id bigint generated always as identity primary key,
  community_id text not null references communities,
  pipeline_id text not null references pipelines,
  signal text not null,
  -- {"method": "sigmoid", "a": 1, "b": 0} or {"method": "piecewise", "knots": [[0, 0.1], …]}
  map jsonb not null,
  -- {"labels": {"fit", "shown"}, "before": {"ece", "brier", "intervals"}, "after": …}
  figures jsonb not null,
  author text not null,
  note text not null default '',
  -- Whether it was ever in force.
  activated boolean not null default false,
  created_at timestamptz not null default now()
);
create index recalibrations_by_pipeline on recalibrations (community_id, pipeline_id, id);

-- Which calibration of a pipeline is in force. Without a row it is the latest one of `calibrations`.
create table calibration_states (
  community_id text not null references communities,
  pipeline_id text not null references pipelines,
  -- Goes up with every change: the entity tag that If-Match is compared with.
  revision bigint not null default 1,
  calibration_id text,
  -- {signal: id of its recalibration}, now and before, the latest last.
  active jsonb not null default '{}',
  earlier jsonb not null default '[]',
  changed_at timestamptz,
  -- Messages up to this one have been decided again since; null when all have.
  rewritten_to bigint,
  primary key (community_id, pipeline_id),
  foreign key (community_id, pipeline_id, calibration_id) references calibrations (community_id, pipeline_id, id)
);
