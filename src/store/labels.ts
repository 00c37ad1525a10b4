import type { Database } from './database.js';
import { storedNames, type NameHmac } from './forgotten.js';
import type { Label, LabelTarget, NewLabel } from '../domain/label.js';

interface Row {
  id: string;
  external_id: string;
  source: string;
  revision: number;
  target_kind: 'message' | 'clause' | 'signal';
  target: string;
  verdict: Label['verdict'];
  origin: Label['origin'];
  stratum: string | null;
  probability: number | null;
  key_id: string;
  person: string;
  pipeline_id: string;
  score: number | null;
  policy_name: string;
  policy_version: number;
  note: string | null;
  created_at: Date;
  counts: boolean;
}

/** `counts` is true of the latest of a revision, target and person. */
const LABELS = `select l.id, m.external_id, m.source, r.ordinal as revision, l.target_kind, l.target, l.verdict,
    l.origin, l.stratum, l.probability, l.key_id, l.person, l.pipeline_id, l.score, l.policy_name, l.policy_version,
    n.note, l.created_at, not exists (
      select 1 from labels later where later.revision_id = l.revision_id and later.target_kind = l.target_kind
        and later.target = l.target and later.person = l.person and later.id > l.id) as counts
  from labels l join messages m on m.id = l.message_id join revisions r on r.id = l.revision_id
  left join label_notes n on n.label_id = l.id`;

export type LabelStore = ReturnType<typeof createLabelStore>;

/** What people said of messages: append-only. */
export function createLabelStore(db: Database, nameHmac: NameHmac) {
  return {
    /**
     * Adds a label to a revision that is still its message's latest.
     * @returns the label; `outdated` where the message has a later revision by now, `forgotten` where
     *   there is a note and the text that it is about is not kept
     */
    async add(label: NewLabel): Promise<Label | 'outdated' | 'forgotten'> {
      return db.transaction(async (query) => {
        const [latest] = await query<{ text_kept: boolean }>(
          `select exists (select 1 from texts where revision_id = $2) as text_kept from messages m
           where m.id = $1 and exists (
             select 1 from revisions r where r.id = $2 and r.message_id = m.id and r.ordinal = m.revisions)
           for share of m`,
          [label.messageId, label.revisionId],
        );
        if (latest === undefined) return 'outdated';
        if (label.note !== undefined && !latest.text_kept) return 'forgotten';
        const [row] = await query<Row>(`${LABELS} where l.id = $1`, [await insertLabel(query, label)]);
        return toLabel(row!);
      });
    },

    /** Every label of a message, the latest first; undefined where there is no such message. */
    async ofMessage(communityId: string, source: string, externalId: string): Promise<Label[] | undefined> {
      const [message] = await db.query<{ id: string }>(
        'select id from messages where community_id = $1 and source = $2 and external_id = any ($3)',
        [communityId, source, storedNames(nameHmac, communityId, source, externalId)],
      );
      if (message === undefined) return undefined;
      const rows = await db.query<Row>(`${LABELS} where l.message_id = $1 order by l.id desc`, [message.id]);
      return rows.map(toLabel);
    },

    /** A community's labels in the order in which they were given, from after an id on. */
    async page(communityId: string, after: number, limit: number): Promise<Label[]> {
      const rows = await db.query<Row>(
        `${LABELS} where l.community_id = $1 and l.id > $2 order by l.id limit $3`,
        [communityId, after, limit],
      );
      return rows.map(toLabel);
    },
  };
}

/**
 * Adds a label, with its note where the text is kept still.
 * @returns its id
 */
export async function insertLabel(query: Database['query'], label: NewLabel): Promise<string> {
  const [added] = await query<{ id: string }>(
    `insert into labels (community_id, message_id, revision_id, target_kind, target, verdict, origin, stratum,
       probability, key_id, person, pipeline_id, score, policy_name, policy_version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning id`,
    columnsOf(label),
  );
  if (label.note !== undefined) {
    await query(
      `insert into label_notes (label_id, community_id, revision_id, note)
       select $1, $2, revision_id, $4 from texts where revision_id = $3 for key share`,
      [added!.id, label.communityId, label.revisionId, label.note],
    );
  }
  return added!.id;
}

function columnsOf(label: NewLabel): unknown[] {
  const [kind, target] = storedTarget(label.target);
  return [
    label.communityId,
    label.messageId,
    label.revisionId,
    kind,
    target,
    label.verdict,
    label.origin,
    label.sampling?.stratum ?? null,
    label.sampling?.probability ?? null,
    label.keyId,
    label.person,
    label.pipeline,
    label.score,
    label.policy.name,
    label.policy.version,
  ];
}

function storedTarget(target: LabelTarget): [Row['target_kind'], string] {
  if (target === 'message') return ['message', ''];
  return 'clause' in target ? ['clause', target.clause] : ['signal', target.signal];
}

function toTarget(row: Row): LabelTarget {
  if (row.target_kind === 'message') return 'message';
  return row.target_kind === 'clause'
    ? { clause: row.target }
    : { signal: row.target as Extract<LabelTarget, { signal: unknown }>['signal'] };
}

const toLabel = (row: Row): Label => ({
  id: Number(row.id),
  message: { id: row.external_id, source: row.source, revision: row.revision },
  target: toTarget(row),
  verdict: row.verdict,
  ...(row.note !== null && { note: row.note }),
  origin: row.origin,
  ...(row.stratum !== null &&
    row.probability !== null && { sampling: { stratum: row.stratum, probability: row.probability } }),
  actor: { owner: row.person, keyId: Number(row.key_id) },
  pipeline: row.pipeline_id,
  score: row.score,
  policy: { name: row.policy_name, version: row.policy_version },
  createdAt: row.created_at.toISOString(),
  counts: row.counts,
});
