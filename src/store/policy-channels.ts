import { ConflictError } from '../domain/errors.js';
import type { Database } from './database.js';

/** Channels that use a policy: by the caller's id of the channel, or by a tag that it carries. */
export interface Channels {
  readonly ids: readonly string[];
  readonly tags: readonly string[];
}

/** Which policy a channel uses, by id and by tag. */
export interface ChannelPolicies {
  readonly byId: ReadonlyMap<string, string>;
  readonly byTag: ReadonlyMap<string, string>;
}

interface Row {
  kind: 'id' | 'tag';
  value: string;
  policy_name: string;
}

const of = (rows: readonly Row[], kind: Row['kind']) => rows.filter((row) => row.kind === kind);

/** All of a community's assignments. */
export async function channelPolicies(db: Database, communityId: string): Promise<ChannelPolicies> {
  const rows = await db.query<Row>(
    'select kind, value, policy_name from policy_channels where community_id = $1',
    [communityId],
  );
  const names = (kind: Row['kind']) =>
    new Map(of(rows, kind).map(({ value, policy_name: name }) => [value, name]));
  return { byId: names('id'), byTag: names('tag') };
}

/** The channels of one policy, each list in alphabetical order. */
export async function assignedChannels(
  query: Database['query'],
  communityId: string,
  name: string,
): Promise<Channels> {
  const rows = await query<Row>(
    `select kind, value, policy_name from policy_channels
     where community_id = $1 and policy_name = $2 order by value collate "C"`,
    [communityId, name],
  );
  const values = (kind: Row['kind']) => of(rows, kind).map(({ value }) => value);
  return { ids: values('id'), tags: values('tag') };
}

/**
 * Makes these the channels of a policy.
 * @throws ConflictError where another policy has one of them: taking it away would change that policy
 *   behind the back of whoever looks after it
 */
export async function replaceChannels(
  query: Database['query'],
  communityId: string,
  name: string,
  channels: Channels,
): Promise<void> {
  // Two that exchange channels would else wait for each other.
  await query('select 1 from communities where id = $1 for no key update', [communityId]);
  await query('delete from policy_channels where community_id = $1 and policy_name = $2', [
    communityId,
    name,
  ]);
  const entries = [
    ...channels.ids.map((value) => ({ kind: 'id', value })),
    ...channels.tags.map((value) => ({ kind: 'tag', value })),
  ];
  const added = await query<Row>(
    `insert into policy_channels (community_id, kind, value, policy_name)
     select $1, kind, value, $2 from jsonb_to_recordset($3) as e (kind text, value text)
     order by kind, value on conflict do nothing returning kind, value, policy_name`,
    [communityId, name, JSON.stringify(entries)],
  );
  if (added.length === entries.length) return;
  const taken = await query<Row>(
    `select kind, value, policy_name from policy_channels join
       jsonb_to_recordset($3) as e (kind text, value text) using (kind, value)
     where community_id = $1 and policy_name <> $2 order by kind, value limit 5`,
    [communityId, name, JSON.stringify(entries)],
  );
  const named = taken.map(
    ({ kind, value, policy_name: other }) => `${kind} ${JSON.stringify(value)} (${other})`,
  );
  throw new ConflictError(
    `Other policies have these channels, take them out there first: ${named.join(', ')}.`,
  );
}
