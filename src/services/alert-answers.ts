import { ConflictError, NotFoundError, StaleError } from '../domain/errors.js';
import type { ApiKey } from '../domain/keys.js';
import type { AlertSubject, SlackAlertStore } from '../store/slack-alerts.js';
import type { CaseService } from './cases.js';
import { firedClauses } from './chat-alerts.js';
import type { Verdict } from './decide.js';
import type { LabelService } from './labels.js';

export interface AlertAnswerDependencies {
  readonly alerts: Pick<SlackAlertStore, 'find'>;
  readonly cases: Pick<CaseService, 'resolve'>;
  readonly labels: Pick<LabelService, 'add'>;
}

/** What somebody says of a message by a button under its alert. */
export interface AlertAnswer {
  readonly decisionId: number;
  /** Where the button was. */
  readonly place: { readonly channel: string; readonly ts: string };
  readonly verdict: 'violates' | 'ok';
}

export type AlertAnswerService = ReturnType<typeof createAlertAnswerService>;

/** Answers of admins to alerts: labels, as by the pages, and the case is resolved with them. */
export function createAlertAnswerService({ alerts, cases, labels }: AlertAnswerDependencies) {
  /** True where the case was resolved with the labels; false where somebody else has it, or has resolved it. */
  async function resolveCase(
    caller: ApiKey,
    { openCase }: AlertSubject,
    statements: ReturnType<typeof statementsOf>,
  ): Promise<boolean> {
    if (openCase === null) return false;
    const intent = { caller, id: openCase.id, revisions: [openCase.revision] };
    try {
      await cases.resolve(intent, { labels: statements, origin: 'slack' });
      return true;
    } catch (error) {
      if (error instanceof ConflictError || error instanceof StaleError) return false;
      throw error;
    }
  }

  return {
    /**
     * "Violates" is about the clause that the alert names first, "ok" about each that fired.
     *
     * @param caller the integration's key, its owner the person who answers
     * @throws NotFoundError where no such alert stands there, ConflictError where the message was edited since
     *   and its case is not open any more
     */
    async answer(caller: ApiKey, { decisionId, place, verdict }: AlertAnswer): Promise<void> {
      const subject = await alerts.find(caller.communityId, decisionId, place);
      if (subject === undefined) throw new NotFoundError('There is no such alert.');
      const statements = statementsOf(subject, verdict);
      if (await resolveCase(caller, subject, statements)) return;
      // Its clauses are those that fired then, whatever the policy has since.
      const about = { answered: subject.answer as Verdict, origin: 'slack' as const };
      for (const statement of statements) {
        await labels.add(caller, subject.name, { ...statement, revision: subject.revision, ...about });
      }
    },
  };
}

function statementsOf({ answer }: AlertSubject, verdict: AlertAnswer['verdict']) {
  const fired = firedClauses(answer);
  const meant = verdict === 'ok' ? fired : fired.slice(0, 1);
  return meant.map(({ id }) => ({ target: { clause: id }, verdict }));
}
