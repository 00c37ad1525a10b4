/** How many messages `FILL_MESSAGES` adds. */
export const FILLED = 3_000;

/**
 * Adds messages as so many classifications would have left them, with scores by the one pipeline that is
 * registered. The text says whether a message violates: the more often the larger its raw output is, with
 * a chance of 1 / (1 + exp(1 - raw)).
 */
export const FILL_MESSAGES = [
  `select setseed(0.4)`,
  `insert into messages (community_id, source, external_id, channel_type, channel_id, sent_at, action, alert,
     policy_name, policy_version)
   select 'default', 'api', 'n' || n, 'public', case when n % 3 = 0 then 'c3' else 'c1' end,
     timestamptz '2026-03-01' + n * interval '14 days' / ${FILLED}, 'allow', false, 'default', 1
   from generate_series(1, ${FILLED}) as n`,
  `insert into revisions (community_id, message_id, ordinal, status, language, scored_at)
   select 'default', id, 1, 'scored', 'en', sent_at from messages where external_id like 'n%' order by id`,
  `insert into scores (revision_id, community_id, pipeline_id, stage, original, folded)
   select r.id, 'default', p.id, p.spec -> 'stages' ->> 0, raw,
     case when r.id % 25 = 0 then array_fill(4::real, array[jsonb_array_length(p.spec -> 'labels')]) end
   from pipelines p, lateral (
     select id, array_fill((-2.5 + 2 * random_normal())::real, array[jsonb_array_length(p.spec -> 'labels')]) as raw
     from revisions where id not in (select revision_id from scores)) r`,
  `insert into texts (revision_id, community_id, text)
   select revision_id, 'default',
     case when random() < 1 / (1 + exp(1 - original[1])) then 'bad ' else 'fine ' end || revision_id
   from scores where revision_id not in (select revision_id from texts)`,
];
