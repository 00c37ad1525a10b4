import type { LabelOrigin, Verdict } from '../domain/label.js';
import type { Signal } from '../domain/signal.js';
import type { Database } from './database.js';

/** What labels and samples are about, other than whole messages. */
export type SampleTarget = { readonly clause: string } | { readonly signal: Signal };

/** A label on the latest revision of a message. */
export interface TargetLabel {
  readonly id: number;
  readonly messageId: number;
  readonly person: string;
  readonly about: 'target' | 'message';
  readonly verdict: Verdict;
  readonly origin: LabelOrigin;
  readonly sampling: { readonly stratum: string; readonly probability: number } | null;
}

/** A group of messages of a sample: how many there were, how many were drawn, and with what chance. */
export interface SampleStratum {
  readonly messages: number;
  readonly drawn: number;
  readonly probability: number;
}

export interface NewSample {
  readonly communityId: string;
  readonly person: string;
  readonly target: SampleTarget;
  readonly policyName: string | null;
  readonly channelId: string | null;
  /** In seconds since 1970; `toS` exclusive. */
  readonly fromS: number | null;
  readonly toS: number | null;
  readonly pipelineId: string;
  readonly labelsUntil: number;
  readonly strata: Readonly<Record<string, SampleStratum>>;
  /** By the message's row id the name of its stratum. */
  readonly drawn: Readonly<Record<string, string>>;
}

export interface StoredSample extends Omit<NewSample, 'communityId' | 'target'> {
  readonly id: number;
}

interface SampleRow {
  id: string;
  person: string;
  policy_name: string | null;
  channel_id: string | null;
  from_s: number | null;
  to_s: number | null;
  pipeline_id: string;
  labels_until: string;
  strata: StoredSample['strata'];
  drawn: StoredSample['drawn'];
}

interface LabelRow {
  id: string;
  message_id: string;
  person: string;
  target_kind: string;
  verdict: Verdict;
  origin: LabelOrigin;
  stratum: string | null;
  probability: number | null;
}

const nameOf = (target: SampleTarget): [kind: string, name: string] =>
  'clause' in target ? ['clause', target.clause] : ['signal', target.signal];

export type LabellingSampleStore = ReturnType<typeof createLabellingSampleStore>;

/** What was drawn to be labelled, and the labels that came of it. */
export function createLabellingSampleStore(db: Database) {
  return {
    async add(sample: NewSample): Promise<number> {
      const [row] = await db.query<{ id: string }>(
        `insert into labelling_samples (community_id, person, target_kind, target, policy_name, channel_id, from_at,
           to_at, pipeline_id, labels_until, strata, drawn)
         values ($1, $2, $3, $4, $5, $6, to_timestamp($7), to_timestamp($8), $9, $10, $11, $12) returning id`,
        [
          sample.communityId,
          sample.person,
          ...nameOf(sample.target),
          sample.policyName,
          sample.channelId,
          sample.fromS,
          sample.toS,
          sample.pipelineId,
          sample.labelsUntil,
          JSON.stringify(sample.strata),
          JSON.stringify(sample.drawn),
        ],
      );
      return Number(row!.id);
    },

    /** Samples of a clause or signal in the order in which they were drawn. */
    async ofTarget(communityId: string, target: SampleTarget): Promise<StoredSample[]> {
      const rows = await db.query<SampleRow>(
        `select id, person, policy_name, channel_id, floor(extract(epoch from from_at))::float8 as from_s,
           floor(extract(epoch from to_at))::float8 as to_s, pipeline_id, labels_until, strata, drawn
         from labelling_samples where community_id = $1 and target_kind = $2 and target = $3 order by id`,
        [communityId, ...nameOf(target)],
      );
      return rows.map((row) => ({
        id: Number(row.id),
        person: row.person,
        policyName: row.policy_name,
        channelId: row.channel_id,
        fromS: row.from_s,
        toS: row.to_s,
        pipelineId: row.pipeline_id,
        labelsUntil: Number(row.labels_until),
        strata: row.strata,
        drawn: row.drawn,
      }));
    },

    /**
     * All labels on a clause or signal, in the order in which they were given; with a clause also those on
     * whole messages. Labels on revisions that are not the latest are left out.
     */
    async labels(communityId: string, target: SampleTarget): Promise<TargetLabel[]> {
      const rows = await db.query<LabelRow>(
        `select l.id, l.message_id, l.person, l.target_kind, l.verdict, l.origin, l.stratum, l.probability
         from labels l
         join revisions r on r.id = l.revision_id
         join messages m on m.id = l.message_id and m.revisions = r.ordinal
         where l.community_id = $1
           and ((l.target_kind = $2 and l.target = $3) or ($2 = 'clause' and l.target_kind = 'message'))
         order by l.id`,
        [communityId, ...nameOf(target)],
      );
      return rows.map((row) => ({
        id: Number(row.id),
        messageId: Number(row.message_id),
        person: row.person,
        about: row.target_kind === 'message' ? 'message' : 'target',
        verdict: row.verdict,
        origin: row.origin,
        sampling:
          row.stratum === null || row.probability === null
            ? null
            : { stratum: row.stratum, probability: row.probability },
      }));
    },
  };
}
