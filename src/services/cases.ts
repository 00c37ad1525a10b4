import type { AuthorCase, ReviewCase } from '../domain/case.js';
import type { Decision } from '../domain/decision.js';
import { ConflictError, InvalidRequestError, StaleError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import type { LabelOrigin, LabelTarget, NewLabel, Verdict } from '../domain/label.js';
import type { CaseChange, CaseCounts, CaseFilter, CaseStore, StoredCase } from '../store/cases.js';
import type { OutdatedActionStore } from '../store/outdated-actions.js';
import type { Verdict as Answered } from './decide.js';
import type { Judges } from './judges.js';
import { labelOf, labelOfAnswer } from './labels.js';

/** A case as it is shown, with how often it was changed. */
export interface VersionedCase extends ReviewCase {
  readonly revision: number;
}

export interface CaseDetail extends VersionedCase {
  /** What was answered about this revision. */
  readonly decision: Decision | null;
  readonly author: {
    /** How many cases there are of messages of this author, this one included; 0 where the author is not known. */
    readonly cases: number;
    /** The others, latest first, at most ten. */
    readonly earlier: readonly AuthorCase[];
  };
}

export interface CasePage {
  readonly cases: readonly VersionedCase[];
  /** Where the next page begins; null on the last one. */
  readonly next: string | null;
  readonly counts: CaseCounts;
}

/** Who wants to change which case, and what they have read of it. */
export interface CaseIntent {
  readonly caller: ApiKey;
  readonly id: number;
  /** Those of which the caller may have read one. */
  readonly revisions: readonly number[];
}

export interface Resolution {
  readonly labels: readonly { readonly target: LabelTarget; readonly verdict: Verdict }[];
  readonly note?: string;
  /** How they came about; `queue` where absent. */
  readonly origin?: LabelOrigin;
}

export interface CaseDependencies {
  readonly cases: CaseStore;
  readonly scores: Pick<OutdatedActionStore, 'findRevision'>;
  readonly judges: Judges;
}

export type CaseService = ReturnType<typeof createCaseService>;

const EARLIER_MAX = 10;
const CURSOR = /^([0-2])-([1-9][0-9]{0,14})$/;

/** Cases: who looks at which flagged message, and what they say of it. */
export function createCaseService({ cases, scores, judges }: CaseDependencies) {
  const change = async (
    { caller, id, revisions }: CaseIntent,
    decide: (found: StoredCase) => CaseChange | undefined,
  ): Promise<VersionedCase> =>
    show(
      await cases.change(caller.communityId, id, caller, (found) => {
        if (!revisions.includes(found.revision)) {
          throw new StaleError(`The case was changed since you read it: ${standing(found)}`);
        }
        return decide(found);
      }),
    );

  /** The labels of a resolution, about the revision that the case is about. */
  async function toLabels(caller: ApiKey, found: StoredCase, given: Resolution): Promise<NewLabel[]> {
    const stored = await scores.findRevision(found.revisionId);
    if (given.note !== undefined && found.shown.message.text === null) {
      throw new InvalidRequestError(
        '/note',
        'cannot be kept: a note goes with the text of its message, and that is not kept',
      );
    }
    const answered = (await cases.answer(found.revisionId)) as Answered | null;
    if (stored === undefined && answered === null) {
      throw new ConflictError('The message has no scores any more.');
    }
    const labels: NewLabel[] = [];
    for (const [i, { target, verdict }] of given.labels.entries()) {
      // One note about the case, on one label: it is about all of them.
      const note = i === 0 && given.note !== undefined ? { note: given.note } : {};
      const statement = { target, verdict, ...note, origin: given.origin ?? 'queue' };
      const at = `/labels/${i}/target/clause`;
      labels.push(
        stored === undefined
          ? labelOfAnswer(caller, found, statement, { at, answered: answered! })
          : await labelOf(judges, caller, stored, statement, { at, ...(answered && { answered }) }),
      );
    }
    return labels;
  }

  return {
    /**
     * Part of the queue with how much there is of it.
     * @param cursor `next` of the page before
     * @throws InvalidRequestError for a cursor that is none
     */
    async list(
      caller: ApiKey,
      { status, ...filter }: CaseFilter,
      limit: number,
      cursor?: string,
    ): Promise<CasePage> {
      const after = cursor === undefined ? undefined : readCursor(cursor);
      const [page, counts] = await Promise.all([
        cases.page(caller.communityId, { ...filter, ...(status && { status }) }, limit + 1, after),
        cases.counts(caller.communityId, filter),
      ]);
      const last = page.length > limit ? page[limit - 1] : undefined;
      return {
        cases: page.slice(0, limit).map(show),
        next: last === undefined ? null : `${last.rank}-${last.shown.id}`,
        counts,
      };
    },

    /** @throws NotFoundError */
    async get(caller: ApiKey, id: number): Promise<CaseDetail> {
      const found = await cases.get(caller.communityId, id);
      const { source, authorId } = found.shown.message;
      const [answer, ofAuthor] = await Promise.all([
        cases.answer(found.revisionId) as Promise<Answered | null>,
        authorId === null
          ? undefined
          : cases.ofAuthor(caller.communityId, { source, authorId }, id, EARLIER_MAX),
      ]);
      return {
        ...show(found),
        decision: answer?.decision ?? null,
        author: {
          cases: ofAuthor === undefined ? 0 : ofAuthor.count + 1,
          earlier: ofAuthor?.latest ?? [],
        },
      };
    },

    /**
     * Says who looks at a case, so that nobody else does.
     * @param force takes it from whoever has it
     * @throws NotFoundError, StaleError, ConflictError where somebody else has it or it is resolved
     */
    claim: (intent: CaseIntent, force: boolean): Promise<VersionedCase> =>
      change(intent, (found) => {
        if (found.shown.status === 'resolved') throw taken(found);
        if (found.shown.claimedBy === intent.caller.owner) return undefined;
        if (found.shown.status === 'claimed' && !force) throw taken(found);
        return { status: 'claimed' };
      }),

    /**
     * Gives a case back to the queue.
     * @throws NotFoundError, StaleError, ConflictError where the caller has not claimed it
     */
    release: (intent: CaseIntent): Promise<VersionedCase> =>
      change(intent, (found) => {
        if (found.shown.status !== 'claimed' || found.shown.claimedBy !== intent.caller.owner)
          throw taken(found);
        return { status: 'open' };
      }),

    /**
     * Labels the message and closes the case, both or neither; it need not have been claimed.
     * @throws NotFoundError, StaleError, ConflictError where somebody else has it or it is resolved,
     *   InvalidRequestError for a target named twice, a clause that no policy of the message has, and a
     *   note where the text is not kept
     */
    async resolve(intent: CaseIntent, given: Resolution): Promise<VersionedCase> {
      const { caller, id } = intent;
      refuseRepeated(given);
      const check = (found: StoredCase) => {
        const { status, claimedBy } = found.shown;
        if (status === 'resolved' || (status === 'claimed' && claimedBy !== caller.owner)) throw taken(found);
      };
      const read = await cases.get(caller.communityId, id);
      if (intent.revisions.includes(read.revision)) check(read);
      const labels = intent.revisions.includes(read.revision) ? await toLabels(caller, read, given) : [];
      // The labels are about what was read here: whatever changes it from now on makes it stale.
      return change(
        { ...intent, revisions: intent.revisions.filter((one) => one === read.revision) },
        (found) => {
          check(found);
          return { status: 'resolved', resolution: strongest(given), labels };
        },
      );
    },
  };
}

const show = ({ shown, revision }: StoredCase): VersionedCase => ({ ...shown, revision });

function readCursor(cursor: string): { rank: number; id: number } {
  const [, rank, id] = CURSOR.exec(cursor) ?? [];
  if (rank === undefined) throw new InvalidRequestError('/cursor', 'must be `next` of the page before');
  return { rank: Number(rank), id: Number(id) };
}

/** Who has a case now, for those who come too late. */
function standing({ shown }: StoredCase): string {
  if (shown.status === 'resolved') return `${shown.resolvedBy!} has resolved it.`;
  return shown.status === 'claimed' ? `${shown.claimedBy!} has it.` : 'nobody has it; read it again.';
}

const taken = (found: StoredCase) =>
  new ConflictError(
    found.shown.status === 'open'
      ? 'Nobody has claimed the case.'
      : `Not yours to change: ${standing(found)}`,
  );

function refuseRepeated({ labels }: Resolution): void {
  const seen = new Set<string>();
  labels.forEach(({ target }, i) => {
    const name = JSON.stringify(target);
    if (seen.has(name)) throw new InvalidRequestError(`/labels/${i}/target`, 'is named twice');
    seen.add(name);
  });
}

const STRENGTH: readonly Verdict[] = ['violates', 'unsure', 'ok'];
const strongest = ({ labels }: Resolution): Verdict =>
  STRENGTH.find((verdict) => labels.some((label) => label.verdict === verdict)) ?? 'unsure';
