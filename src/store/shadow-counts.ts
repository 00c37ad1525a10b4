import type { Database } from './database.js';

/** One line of what a shadow would have said beside what was said. */
export interface ShadowCount {
  readonly communityId: string;
  readonly policyName: string;
  readonly activeVersion: number;
  readonly shadowVersion: number;
  /** Empty for the decision as a whole. */
  readonly clause: string;
  /** `none` where that version has no such clause. */
  readonly active: string;
  readonly shadow: string;
  readonly count: number;
}

interface Row {
  community_id: string;
  policy_name: string;
  active_version: number;
  shadow_version: number;
  clause: string;
  active_action: string;
  shadow_action: string;
  count: string;
}

const CURRENT = `select c.* from shadow_counts c
  join policies p on p.community_id = c.community_id and p.name = c.policy_name
    and p.active_version = c.active_version and p.shadow_version = c.shadow_version`;

export type ShadowCountStore = ReturnType<typeof createShadowCountStore>;

export function createShadowCountStore(db: Database) {
  return {
    /** Adds to the counts of shadows that are still there; what was counted for others is dropped. */
    async add(counts: readonly ShadowCount[]): Promise<void> {
      await db.query(
        `insert into shadow_counts
           (community_id, policy_name, active_version, shadow_version, clause, active_action, shadow_action, count)
         select e."communityId", e."policyName", e."activeVersion", e."shadowVersion", e.clause, e.active, e.shadow, e.count
         from jsonb_to_recordset($1) as e ("communityId" text, "policyName" text, "activeVersion" int,
           "shadowVersion" int, clause text, active text, shadow text, count bigint)
         join policies p on p.community_id = e."communityId" and p.name = e."policyName"
           and p.shadow_version = e."shadowVersion"
         order by 1, 2, 4, 3, 5, 6, 7
         on conflict (community_id, policy_name, shadow_version, active_version, clause, active_action, shadow_action)
           do update set count = shadow_counts.count + excluded.count`,
        [JSON.stringify(counts)],
      );
    },

    /** The counts of a policy's present shadow beside its present active version. */
    async current(communityId: string, policyName: string): Promise<ShadowCount[]> {
      const rows = await db.query<Row>(
        `${CURRENT} where c.community_id = $1 and c.policy_name = $2
         order by c.clause, c.active_action, c.shadow_action`,
        [communityId, policyName],
      );
      return rows.map(toCount);
    },

    /** The same of every policy of every community. */
    async currentOfAll(): Promise<ShadowCount[]> {
      return (await db.query<Row>(CURRENT)).map(toCount);
    },
  };
}

const toCount = (row: Row): ShadowCount => ({
  communityId: row.community_id,
  policyName: row.policy_name,
  activeVersion: row.active_version,
  shadowVersion: row.shadow_version,
  clause: row.clause,
  active: row.active_action,
  shadow: row.shadow_action,
  count: Number(row.count),
});
