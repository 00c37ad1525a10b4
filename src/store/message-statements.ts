import { CONTEXT_REACH } from './forgotten.js';

/** The statements of the message store: each takes one parameter, a JSON array with an object a message. */

/** Columns of `messages` that a caller's facts fill, with their types in the parameter's JSON. */
const FACTS = {
  channel_type: 'text',
  channel_id: 'text',
  channel_tags: 'text[]',
  author_id: 'text',
  thread_id: 'text',
  sent_at: 'timestamptz',
  edited_at: 'timestamptz',
  bot: 'boolean',
  recipients: 'int',
  solicited: 'boolean',
  created_by: 'bigint',
} as const;
const FACT_NAMES = Object.keys(FACTS).join(', ');

const INPUT_MESSAGE = `name_hmac text, author_hmac text, context_hmacs jsonb, community_id text, source text, external_id text, content_hmac text, text text, context jsonb,
  ${Object.entries(FACTS)
    .map(([name, type]) => `${name} ${type}`)
    .join(', ')}`;
const INPUT_OUTCOME = `action text, alert boolean, policy_name text, policy_version int,
  incomplete boolean, answer jsonb, language text,
  language_confidence real, english text, pipeline_id text, stage text, original real[], folded real[]`;

/** When somebody's author was forgotten, by HMAC: a scalar query, so that each is one look into the index. */
const forgottenAt = (hmac: string) =>
  `(select f.at from forgotten f where f.community_id = given.community_id and f.hmac = decode(${hmac}, 'hex'))`;

/**
 * The parameter's messages, but for forgotten ones and what forgotten authors sent before. `kept_context` lacks
 * what they said before it. In the statement that writes: whoever forgets waits for those under way, and none
 * that begins later gets past.
 */
const messageInput = (more: string) => `
  given as (select * from jsonb_to_recordset($1) as i (${INPUT_MESSAGE}, ${more})),
  input as (
    select given.*, case when given.context_hmacs is null then given.context else (
      select jsonb_agg(entry order by n) from jsonb_array_elements(given.context) with ordinality as c (entry, n)
      where coalesce(${forgottenAt('given.context_hmacs ->> (n - 1)::int')} + ${CONTEXT_REACH}
        < coalesce(given.sent_at, now()), true)) end as kept_context
    from given
    where coalesce(${forgottenAt('given.name_hmac')} is null, true)
      and coalesce(${forgottenAt('given.author_hmac')} < coalesce(given.sent_at, now()), true))`;

/** Another text than is known, unless it is what the message said before an edit that came first. */
const OTHER_TEXT = `messages.content_hmac is distinct from excluded.content_hmac
      and not coalesce(messages.edited_at > coalesce(excluded.edited_at, excluded.sent_at), false)`;

/**
 * The same text again changes nothing; another text under a known id is a new revision. Known messages are locked,
 * changed or not: by name, so that groups that share some wait for each other rather than lock up.
 */
const upsertMessages = (more: string, isNew = OTHER_TEXT) => `
  insert into messages (community_id, source, external_id, content_hmac, ${FACT_NAMES}${more ? `, ${more}` : ''})
  select community_id, source, external_id, decode(content_hmac, 'hex'), ${FACT_NAMES}${more ? `, ${more}` : ''} from input
  order by community_id, source, external_id collate "C"
  on conflict (community_id, source, external_id) do update set
    (content_hmac, revisions, ${FACT_NAMES}${more ? `, ${more}` : ''}) =
      row (excluded.content_hmac, messages.revisions + 1,
        ${[...FACT_NAMES.split(', '), ...(more ? more.split(', ') : [])]
          // Whoever sent a message first keeps the right to read it back.
          .map((name) => (name === 'created_by' ? 'messages.created_by' : `excluded.${name}`))
          .join(', ')})
    where ${isNew}
  returning id, community_id, source, external_id, revisions`;

/** Of messages that are known with this very text: their latest revision. `limit` makes each one look into the indexes. */
const UNCHANGED = `
  select input.*, latest.id as revision_id, latest.store as store_before
  from input left join m using (community_id, source, external_id)
  cross join lateral (
    select r.id, r.store from messages k join revisions r on r.message_id = k.id and r.ordinal = k.revisions
    where k.community_id = input.community_id and k.source = input.source and k.external_id = input.external_id
      and k.content_hmac = decode(input.content_hmac, 'hex') limit 1) latest
  where m.id is null`;

/** Nobody is going to score them: given up, or left pending by an import that was cancelled or broke off. */
const ABANDONED = `(revisions.status = 'failed' or revisions.status = 'pending'
      and (select runs.status from runs where runs.id = revisions.run_id) in ('cancelled', 'failed'))`;

export const SAVE_ANSWERED = `
  with ${messageInput(INPUT_OUTCOME)},
  m as (${upsertMessages('action, alert, policy_name, policy_version')}),
  r as (
    insert into revisions
      (community_id, message_id, ordinal, status, language, language_confidence, english, scored_at)
    select community_id, m.id, m.revisions, 'scored', language, language_confidence, english, now()
    from m join input using (community_id, source, external_id)
    returning id, message_id),
  added as (
    select r.message_id, input.*, r.id as revision_id, null as store_before, true as keep
    from r join m on m.id = r.message_id join input using (community_id, source, external_id)),
  u as (${UNCHANGED}),
  a as (
    update revisions set status = 'scored', scored_at = now(), policy_name = null, store = null, run_id = null,
      source_offset = null, language = u.language, language_confidence = u.language_confidence, english = u.english
    from u where revisions.id = u.revision_id and ${ABANDONED}
    returning revisions.message_id, u.*,
      u.store_before is distinct from 'flagged' or u.alert or u.action <> 'allow' as keep),
  joined as (select * from added union all select * from a),
  t as (insert into texts (revision_id, community_id, text, context)
    select revision_id, community_id, text, kept_context from added),
  s as (insert into scores (revision_id, community_id, pipeline_id, stage, original, folded)
    select revision_id, community_id, pipeline_id, stage, original, folded from joined
    on conflict (revision_id, pipeline_id) do nothing),
  d as (insert into decisions (community_id, message_id, revision_id, action, alert, incomplete, answer)
    select community_id, message_id, revision_id, action, alert, incomplete, answer from joined),
  settled as (
    update messages set action = a.action, alert = a.alert, policy_name = a.policy_name,
      policy_version = a.policy_version, content_hmac = case when a.keep then messages.content_hmac end
    from a where messages.id = a.message_id),
  gone as (delete from texts using a where texts.revision_id = a.revision_id and not a.keep)
  select external_id from joined`;

export const ACCEPT = `
  with ${messageInput('policy_name text, store text')},
  m as (${upsertMessages('')}),
  r as (
    insert into revisions (community_id, message_id, ordinal, status, policy_name, store)
    select community_id, m.id, m.revisions, 'pending', policy_name, store
    from m join input using (community_id, source, external_id)
    returning id, message_id),
  t as (insert into texts (revision_id, community_id, text, context)
    select r.id, m.community_id, text, kept_context
    from r join m on m.id = r.message_id join input using (community_id, source, external_id)),
  u as (${UNCHANGED}),
  a as (
    update revisions set status = 'pending', policy_name = u.policy_name, store = u.store, run_id = null,
      source_offset = null, sweeps = 0, swept_at = now()
    from u where revisions.id = u.revision_id and ${ABANDONED}
    returning revisions.id)
  select id from r union all select id from a`;

/** An old file may come again: of what is not kept, so that its text is not known, only a later edit is news. */
const LATER_TEXT = `case when messages.content_hmac is null
    then excluded.edited_at > coalesce(messages.edited_at, '-infinity') else ${OTHER_TEXT} end`;

/**
 * All of one community. Second parameter: the run that takes them in, and scores them in the order of its file. What
 * an earlier import left pending when it was cancelled or broke off waits for this run from now on.
 */
export const IMPORT = `
  with input as (
    select * from jsonb_to_recordset($1) as i (${INPUT_MESSAGE}, policy_name text, store text, source_offset bigint)),
  m as (${upsertMessages('', LATER_TEXT)}),
  r as (
    insert into revisions (community_id, message_id, ordinal, status, policy_name, store, run_id, source_offset)
    select community_id, m.id, m.revisions, 'pending', policy_name, store, $2, source_offset
    from m join input using (community_id, source, external_id)
    order by source_offset
    returning id, message_id),
  t as (insert into texts (revision_id, community_id, text, context)
    select r.id, m.community_id, text, context
    from r join m on m.id = r.message_id join input using (community_id, source, external_id)),
  a as (
    update revisions set run_id = $2, policy_name = input.policy_name, store = input.store,
      source_offset = input.source_offset
    from input join messages known using (community_id, source, external_id)
    where revisions.message_id = known.id and revisions.ordinal = known.revisions and revisions.status = 'pending'
      and known.content_hmac = decode(input.content_hmac, 'hex')
      and revisions.run_id = any (array (
        select id from runs where status in ('cancelled', 'failed')
          and community_id = (select community_id from input limit 1)))
    returning 1)
  select (select count(*) from r)::int + (select count(*) from a)::int as accepted`;

export const SAVE_SCORED = `
  with input as (select * from jsonb_to_recordset($1) as i (revision_id bigint, keep boolean, ${INPUT_OUTCOME})),
  r as (
    update revisions set status = 'scored', scored_at = now(), policy_name = null, store = null,
      language = input.language, language_confidence = input.language_confidence,
      english = input.english
    from input where revisions.id = input.revision_id and revisions.status = 'pending'
    returning revisions.id, revisions.message_id, revisions.ordinal, revisions.community_id),
  joined as (select r.message_id, r.ordinal, r.community_id, input.* from r join input on input.revision_id = r.id),
  s as (insert into scores (revision_id, community_id, pipeline_id, stage, original, folded)
    select revision_id, community_id, pipeline_id, stage, original, folded from joined
    on conflict (revision_id, pipeline_id) do nothing),
  d as (insert into decisions (community_id, message_id, revision_id, action, alert, incomplete, answer)
    select community_id, message_id, revision_id, action, alert, incomplete, answer from joined),
  m as (
    update messages set action = joined.action, alert = joined.alert,
      policy_name = joined.policy_name, policy_version = joined.policy_version,
      content_hmac = case when joined.keep then content_hmac end
    from joined where messages.id = joined.message_id and messages.revisions = joined.ordinal),
  t as (delete from texts using joined where texts.revision_id = joined.revision_id and not joined.keep)
  select revision_id from joined`;
