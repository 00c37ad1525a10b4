import type { Verdict } from '../domain/label.js';

/** A label on the latest revision of a message, as far as one clause or signal is concerned. */
export interface LabelRow {
  readonly id: number;
  readonly messageId: number;
  readonly person: string;
  /** Whether it is on the clause or signal itself, or on the message as a whole. */
  readonly about: 'target' | 'message';
  readonly verdict: Verdict;
  /** How the message was drawn, where it was. */
  readonly sampling: { readonly stratum: string; readonly probability: number } | null;
}

/** What one person last said of a message. */
export interface Opinion {
  readonly messageId: number;
  readonly person: string;
  readonly verdict: Verdict;
  /** Of the earliest label that said something of the target: since when the message was labelled. */
  readonly sinceId: number;
}

/**
 * What each person says of a clause. The latest label counts; `ok` on the whole message is `ok` on every
 * clause, any other verdict on the whole says nothing of one clause.
 *
 * @param rows in the order in which they were given
 */
export function opinionsOf(rows: readonly LabelRow[]): Opinion[] {
  const onTarget = new Map<string, LabelRow>();
  const onMessage = new Map<string, LabelRow>();
  const since = new Map<string, number>();
  for (const row of rows) {
    const key = `${row.messageId} ${row.person}`;
    (row.about === 'target' ? onTarget : onMessage).set(key, row);
    if (!since.has(key) && saysSomething(row)) since.set(key, row.id);
  }
  return [...since].flatMap(([key, sinceId]) => {
    const whole = onMessage.get(key);
    const told = [onTarget.get(key), whole !== undefined && saysSomething(whole) ? whole : undefined];
    const latest = told.reduce((one, other) => ((other?.id ?? 0) > (one?.id ?? 0) ? other : one));
    if (latest === undefined) return [];
    const { messageId, person, verdict } = latest;
    return [{ messageId, person, verdict, sinceId }];
  });
}

const saysSomething = ({ about, verdict }: LabelRow) => about === 'target' || verdict === 'ok';

/** What most people say of each message; where no verdict has more than every other it is `unsure`. */
export function consensusOf(opinions: readonly Opinion[]): Map<number, Verdict> {
  const votes = new Map<number, Record<Verdict, number>>();
  for (const { messageId, verdict } of opinions) {
    let counts = votes.get(messageId);
    if (counts === undefined) votes.set(messageId, (counts = { violates: 0, ok: 0, unsure: 0 }));
    counts[verdict] += 1;
  }
  return new Map(
    [...votes].map(([messageId, { violates, ok, unsure }]) => {
      if (violates > ok && violates > unsure) return [messageId, 'violates'];
      return [messageId, ok > violates && ok > unsure ? 'ok' : 'unsure'];
    }),
  );
}
