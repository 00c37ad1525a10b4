import { describe, expect, it } from 'vitest';
import type { Action, ClauseAction } from '../../../src/domain/decision.js';
import type { DecisionEvent } from '../../../src/domain/decision-event.js';
import { webhookEvents } from '../../../src/services/webhooks/announce.js';
import { BODY_BYTES_MAX, writeBody } from '../../../src/services/webhooks/body.js';

const LONGEST_ID = '🙂'.repeat(127);

function event(clauses: readonly [string, ClauseAction, number][], alert = false, action: Action = 'act') {
  return {
    id: 1,
    communityId: 'default',
    type: 'decision.changed',
    attempts: 1,
    createdAt: '2026-11-23T20:00:00.000Z',
    decision: {
      id: 7,
      action,
      alert,
      incomplete: false,
      answer: {
        decision: {
          clauses: clauses.map(([id, clauseAction, score]) => ({
            id,
            title: '語'.repeat(200),
            action: clauseAction,
            score,
            signals: [],
          })),
        },
        receipt: { policy: { name: 'default', version: 3 } },
      },
    },
    message: {
      id: LONGEST_ID,
      source: 'api',
      revision: 2,
      latestRevision: 2,
      text: 'never in the data',
      channelId: LONGEST_ID,
      channelType: 'public',
      authorId: LONGEST_ID,
      threadId: LONGEST_ID,
      sentAt: '2026-11-23T20:00:00.000Z',
      editedAt: null,
      rowId: 3,
      revisionId: 4,
    },
    caseId: null,
  } satisfies DecisionEvent;
}

describe('what webhooks are told of a decision', () => {
  it('names the clauses that fired, the gravest and strongest first, and no text', () => {
    const [told, ...others] = webhookEvents(
      event([
        ['fine', 'allow', 0.99],
        ['b', 'review', 0.7],
        ['c', 'act', 0.8],
        ['d', 'review', 0.75],
      ]),
    );
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      key: 'decision.changed:7',
      type: 'decision.changed',
      flagged: true,
      revisionId: 4,
    });
    const { clauses } = (told!.data as { decision: { clauses: { id: string }[] } }).decision;
    expect(clauses.map(({ id }) => id)).toEqual(['c', 'd', 'b']);
    expect(JSON.stringify(told)).not.toContain('never in the data');
  });

  it('tells of an alert beside the decision, and that plain allow flags nothing', () => {
    expect(
      webhookEvents(event([['d', 'alert', 0.9]], true, 'allow')).map(({ type, flagged }) => [type, flagged]),
    ).toEqual([
      ['decision.changed', true],
      ['alert.created', true],
    ]);
    expect(webhookEvents(event([], false, 'allow'))[0]!.flagged).toBe(false);
  });

  it('leaves room for the body whatever the policy and the ids, and says how many clauses it left out', () => {
    const fired = Array.from(
      { length: 50 },
      (_, i) => [`clause-${i}`, 'act', 0.9] as [string, ClauseAction, number],
    );
    const [told] = webhookEvents(event(fired));
    const { decision } = told!.data as { decision: { clauses: object[]; clausesLeftOut: number } };
    expect(decision.clauses.length).toBeGreaterThan(5);
    expect(decision.clauses.length + decision.clausesLeftOut).toBe(50);
    expect(Buffer.byteLength(writeBody({ ...told!, text: undefined }))).toBeLessThan(BODY_BYTES_MAX);
    expect(Buffer.byteLength(writeBody({ ...told!, text: 'x'.repeat(20_480) }))).toBeLessThan(BODY_BYTES_MAX);
  });
});
