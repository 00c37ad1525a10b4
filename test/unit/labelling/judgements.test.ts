import { describe, expect, it } from 'vitest';
import { judgementsOf, type MessageLabel } from '../../../src/labelling/judgements.js';

let id = 0;
const label = (
  messageId: number,
  clause: string | null,
  verdict: MessageLabel['verdict'],
  person = 'Ada',
): MessageLabel => ({ id: (id += 1), messageId, person, clause, verdict });

describe('judgements', () => {
  it('are of clauses that were labelled and of whole messages, each for itself', () => {
    const labels = [label(1, 'insult', 'violates'), label(1, 'scam', 'ok'), label(2, null, 'violates')];
    expect(judgementsOf(labels)).toEqual([
      { messageId: 1, clause: 'insult', violates: true },
      { messageId: 1, clause: 'scam', violates: false },
      { messageId: 2, clause: null, violates: true },
    ]);
  });

  it('take the latest of a person: ok on the whole message is ok on the clause that was named', () => {
    const labels = [label(1, 'insult', 'violates'), label(1, null, 'ok')];
    expect(judgementsOf(labels)).toEqual([
      { messageId: 1, clause: 'insult', violates: false },
      { messageId: 1, clause: null, violates: false },
    ]);
  });

  it('leave out clauses that nobody named', () => {
    expect(judgementsOf([label(1, null, 'ok'), label(2, 'insult', 'violates')])).toHaveLength(2);
  });

  it('leave out where people disagree or are unsure', () => {
    const labels = [
      label(1, 'insult', 'violates', 'Ada'),
      label(1, 'insult', 'ok', 'Ben'),
      label(2, 'insult', 'unsure'),
      label(3, 'insult', 'violates', 'Ada'),
      label(3, 'insult', 'violates', 'Ben'),
      label(3, 'insult', 'ok', 'Cem'),
    ];
    expect(judgementsOf(labels)).toEqual([{ messageId: 3, clause: 'insult', violates: true }]);
  });
});
