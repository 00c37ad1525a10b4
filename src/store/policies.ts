import { NotFoundError, StaleError } from '../domain/errors.js';
import type { Policy, PolicyRef } from '../domain/policy.js';
import { appendAudit, type Actor, type AuditEntry } from './audit.js';
import { announceChange } from './changes.js';
import type { Database } from './database.js';
import { assignedChannels, replaceChannels, type Channels } from './policy-channels.js';

export interface PolicyVersion extends PolicyRef {
  readonly policy: Policy;
  readonly sha256: string;
}

/** A version without its rules, for lists. */
export interface VersionSummary extends PolicyRef {
  readonly title: string;
  readonly sha256: string;
  readonly author: string;
  readonly note: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

export interface VersionRecord extends Omit<VersionSummary, 'title'> {
  readonly policy: Policy;
}

/** What can change about a policy. */
export interface PolicyState {
  readonly name: string;
  /** Goes up with every change. */
  readonly revision: number;
  readonly activeVersion: number;
  readonly shadowVersion: number | null;
  readonly shadowSince: string | null;
  /** Versions are 1 to this, without gaps. */
  readonly latestVersion: number;
  /** Versions that were active before, the latest last. */
  readonly earlierVersions: readonly number[];
  readonly channels: Channels;
}

/** A change to a policy, with what the audit log says of it. */
export interface PolicyChange {
  readonly activeVersion?: number;
  readonly earlierVersions?: readonly number[];
  readonly shadowVersion?: number | null;
  readonly channels?: Channels;
  readonly addVersion?: { readonly policy: Policy; readonly sha256: string; readonly note: string };
  readonly audit: AuditEntry;
}

interface StateRow {
  name: string;
  revision: string;
  active_version: number;
  shadow_version: number | null;
  shadow_since: Date | null;
  latest_version: number;
  earlier_versions: number[];
}

interface VersionRow {
  name: string;
  version: number;
  spec: Policy;
  sha256: string;
  author: string;
  note: string;
  created_at: Date;
}

const STATE = `select p.name, p.revision, p.active_version, p.shadow_version, p.shadow_since, p.earlier_versions,
    (select max(version) from policy_versions v where v.community_id = p.community_id and v.name = p.name)
      as latest_version
  from policies p where p.community_id = $1`;

export type PolicyStore = ReturnType<typeof createPolicyStore>;

/** Immutable policy versions, which of them is active or in the shadow, and the channels that use them. */
export function createPolicyStore(db: Database) {
  async function version(communityId: string, name: string, number: number, query = db.query) {
    const rows = await query<VersionRow>(
      `select name, version, spec, sha256, author, note, created_at from policy_versions
       where community_id = $1 and name = $2 and version = $3`,
      [communityId, name, number],
    );
    return rows[0] && toVersion(rows[0]);
  }

  async function get(communityId: string, name: string): Promise<PolicyState | undefined> {
    const [row] = await db.query<StateRow>(`${STATE} and p.name = $2`, [communityId, name]);
    if (row === undefined) return undefined;
    return toState(row, await assignedChannels(db.query, communityId, name));
  }

  return {
    get,

    /** One version; undefined where there is none of that number. */
    version: (communityId: string, name: string, number: number): Promise<VersionRecord | undefined> =>
      version(communityId, name, number),

    /** The active version of a policy and its shadow; undefined where the community has no policy of that name. */
    async inForce(
      communityId: string,
      name: string,
    ): Promise<{ active: PolicyVersion; shadow: PolicyVersion | undefined } | undefined> {
      const rows = await db.query<VersionRow & { is_active: boolean }>(
        `select v.name, v.version, v.spec, v.sha256, v.version = p.active_version as is_active
         from policies p join policy_versions v on v.community_id = p.community_id and v.name = p.name
           and v.version in (p.active_version, p.shadow_version)
         where p.community_id = $1 and p.name = $2`,
        [communityId, name],
      );
      const active = rows.find((row) => row.is_active);
      const shadow = rows.find((row) => !row.is_active);
      return active && { active: toPolicyVersion(active), shadow: shadow && toPolicyVersion(shadow) };
    },

    async list(communityId: string): Promise<PolicyState[]> {
      const rows = await db.query<StateRow>(`${STATE} order by p.name`, [communityId]);
      return Promise.all(
        rows.map(async (row) => toState(row, await assignedChannels(db.query, communityId, row.name))),
      );
    },

    /** Latest first. */
    async versions(communityId: string, name: string): Promise<VersionSummary[]> {
      const rows = await db.query<VersionRow & { title: string }>(
        `select name, version, spec ->> 'title' as title, sha256, author, note, created_at from policy_versions
         where community_id = $1 and name = $2 order by version desc`,
        [communityId, name],
      );
      return rows.map(({ title, ...row }) => ({ title, ...withoutRules(row) }));
    },

    /** Adds version 1 of a policy and activates it, unless the community already has one of that name. */
    async addFirst(
      communityId: string,
      added: Omit<PolicyVersion, 'version'>,
      actor: Actor,
      { note, audit }: { note: string; audit: AuditEntry },
    ): Promise<boolean> {
      return db.transaction(async (query) => {
        const rows = await query(
          `insert into policies (community_id, name, active_version) values ($1, $2, 1)
           on conflict (community_id, name) do nothing returning name`,
          [communityId, added.name],
        );
        if (rows.length === 0) return false;
        await insertVersion(query, communityId, actor, { ...added, version: 1, note });
        await appendAudit(query, communityId, actor, audit);
        await announceChange(query);
        return true;
      });
    },

    /**
     * Changes a policy that nobody has changed since the caller read it; another change waits until
     * this one is done.
     *
     * @param revisions those of which the caller may have read one
     * @param decide what to change, given the state and its versions; undefined where nothing is to be
     * @throws NotFoundError for an unknown policy, StaleError where its revision is another, and what
     *   `decide` throws; nothing is changed then
     */
    async change(
      communityId: string,
      name: string,
      revisions: readonly number[],
      actor: Actor,
      decide: (
        state: PolicyState,
        version: (number: number) => Promise<VersionRecord | undefined>,
      ) => Promise<PolicyChange | undefined> | PolicyChange | undefined,
    ): Promise<void> {
      await db.transaction(async (query) => {
        const [row] = await query<StateRow>(`${STATE} and p.name = $2 for update of p`, [communityId, name]);
        if (row === undefined) throw new NotFoundError('There is no such policy.');
        if (!revisions.includes(Number(row.revision))) {
          throw new StaleError('The policy was changed since you read it: read it again.');
        }
        const state = toState(row, await assignedChannels(query, communityId, name));
        const change = await decide(state, (number) => version(communityId, name, number, query));
        if (change === undefined) return;
        if (change.addVersion) {
          const added = { ...change.addVersion, name, version: state.latestVersion + 1 };
          await insertVersion(query, communityId, actor, added);
        }
        if (change.channels) await replaceChannels(query, communityId, name, change.channels);
        await writeState(query, communityId, state, change);
        await appendAudit(query, communityId, actor, change.audit);
        await announceChange(query);
      });
    },
  };
}

async function insertVersion(
  query: Database['query'],
  communityId: string,
  actor: Actor,
  added: PolicyVersion & { readonly note: string },
): Promise<void> {
  await query(
    `insert into policy_versions (community_id, name, version, spec, sha256, author, note)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      communityId,
      added.name,
      added.version,
      JSON.stringify(added.policy),
      added.sha256,
      actor.owner,
      added.note,
    ],
  );
}

async function writeState(
  query: Database['query'],
  communityId: string,
  state: PolicyState,
  change: PolicyChange,
): Promise<void> {
  const shadow = change.shadowVersion === undefined ? state.shadowVersion : change.shadowVersion;
  const shadowChanged = shadow !== state.shadowVersion;
  await query(
    `update policies set revision = revision + 1, active_version = $3, earlier_versions = $4, shadow_version = $5::int,
       shadow_since = case when $6 then case when $5::int is null then null else now() end else shadow_since end
     where community_id = $1 and name = $2`,
    [
      communityId,
      state.name,
      change.activeVersion ?? state.activeVersion,
      change.earlierVersions ?? state.earlierVersions,
      shadow,
      shadowChanged,
    ],
  );
  // What is counted from here on is counted from nothing, also for a version that was in the shadow before.
  if (shadowChanged) {
    await query('delete from shadow_counts where community_id = $1 and policy_name = $2', [
      communityId,
      state.name,
    ]);
  }
}

const toState = (row: StateRow, channels: Channels): PolicyState => ({
  name: row.name,
  revision: Number(row.revision),
  activeVersion: row.active_version,
  shadowVersion: row.shadow_version,
  shadowSince: row.shadow_since?.toISOString() ?? null,
  latestVersion: row.latest_version,
  earlierVersions: row.earlier_versions,
  channels,
});

const withoutRules = (row: Omit<VersionRow, 'spec'>) => ({
  name: row.name,
  version: row.version,
  sha256: row.sha256,
  author: row.author,
  note: row.note,
  createdAt: row.created_at.toISOString(),
});

const toVersion = (row: VersionRow): VersionRecord => ({ ...withoutRules(row), policy: row.spec });

const toPolicyVersion = (row: VersionRow): PolicyVersion => ({
  name: row.name,
  version: row.version,
  policy: row.spec,
  sha256: row.sha256,
});
