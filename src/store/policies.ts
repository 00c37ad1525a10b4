import type { Policy, PolicyRef } from '../domain/policy.js';
import type { Database } from './database.js';

export interface PolicyVersion extends PolicyRef {
  readonly policy: Policy;
  readonly sha256: string;
}

export type PolicyStore = ReturnType<typeof createPolicyStore>;

/** Immutable policy versions and which of them is active. */
export function createPolicyStore(db: Database) {
  return {
    /** The active version of a policy; undefined where the community has no policy of that name. */
    async active(communityId: string, name: string): Promise<PolicyVersion | undefined> {
      const rows = await db.query<{ name: string; version: number; spec: Policy; sha256: string }>(
        `select v.name, v.version, v.spec, v.sha256
         from policies p
         join policy_versions v on v.community_id = p.community_id and v.name = p.name and v.version = p.active_version
         where p.community_id = $1 and p.name = $2`,
        [communityId, name],
      );
      const row = rows[0];
      return row && { name: row.name, version: row.version, policy: row.spec, sha256: row.sha256 };
    },

    /** Adds version 1 of a policy and activates it, unless the community already has one of that name. */
    async addFirst(
      communityId: string,
      version: Omit<PolicyVersion, 'version'>,
      author: string,
    ): Promise<void> {
      await db.query(
        `with added as (
           insert into policies (community_id, name, active_version) values ($1, $2, 1)
           on conflict (community_id, name) do nothing returning community_id, name
         )
         insert into policy_versions (community_id, name, version, spec, sha256, author, note)
         select community_id, name, 1, $3, $4, $5, 'The policy that ships with Conduct.' from added`,
        [communityId, version.name, JSON.stringify(version.policy), version.sha256, author],
      );
    },
  };
}
