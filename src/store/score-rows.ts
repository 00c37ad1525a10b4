import type { ContextEntry } from '../domain/message.js';

/** What a row says of its message besides scores and times, as `circumstances` reads it. */
export interface StoredCircumstances {
  readonly channelId: string | null;
  readonly channelType: string | null;
  readonly channelTags: readonly string[] | null;
  readonly recipients: number | null;
  readonly solicited: boolean | null;
  readonly english: string;
  readonly policyName: string | null;
}

/**
 * Columns of a row, in this order, for `readScoreRows`: of messages m, their latest revisions r, the raw outputs s
 * of one pipeline (its id as an SQL literal), and t where there is a context to derive "asked for" from.
 */
export const scoreRow = (pipelineId: string) => `m.id,
  floor(date_part('epoch', coalesce(m.sent_at, r.scored_at, m.created_at)))::bigint,
  (case m.action when 'act' then 2 when 'review' then 1 else 0 end) + (case when m.alert then 4 else 0 end)
    + (case when s.stage <> (select p.spec -> 'stages' ->> -1 from pipelines p where p.id = ${pipelineId}) then 8 else 0 end),
  s.original, s.folded,
  m.channel_id, m.channel_type, m.channel_tags, m.recipients, m.solicited, r.english, m.policy_name,
  t.context::text, case when t.context is not null then m.author_id end`;

/** Bits of a row's flags; the lowest two hold 0, 1 or 2 for allow, review or act. */
const ACTION_BITS = 3;
const ALERT_BIT = 4;
const EARLY_BIT = 8;

const SIGNATURE_BYTES = 11;
const FIELDS = 14;
const FIRST_CIRCUMSTANCE = 5;
const CONTEXT = 12;
const AUTHOR = 13;
/** Before the elements of an array: dimensions, whether one is null, type, length, lower bound. */
const ARRAY_HEAD_BYTES = 20;
const REAL_BYTES = 8;
const NULL = -1;

/**
 * One row while it is being visited: the same object shows every row in turn, and none of it is read before it is
 * asked for. Numbers are read where they lie, for there may be millions of rows.
 */
export class ScoreRow {
  #bytes: Buffer = Buffer.alloc(0);
  /** Of the same bytes: numbers are read several times as fast through it. */
  #view: DataView = new DataView(new ArrayBuffer(0));
  readonly #at = new Int32Array(FIELDS);
  readonly #lengths = new Int32Array(FIELDS);

  /** Row id of the message. */
  get id(): number {
    return this.#integer(0);
  }

  /** When it was sent, else scored: seconds since 1970. */
  get atS(): number {
    return this.#integer(1);
  }

  /** 0, 1 or 2 for allow, review or act. */
  get actionRank(): number {
    return this.#flags & ACTION_BITS;
  }

  get alert(): boolean {
    return (this.#flags & ALERT_BIT) !== 0;
  }

  /** Whether another stage than the last decided. */
  get early(): boolean {
    return (this.#flags & EARLY_BIT) !== 0;
  }

  get #flags(): number {
    return this.#view.getInt32(this.#at[2]!);
  }

  /** The raw output number `label`, from 0 on, of the text as it was written. */
  original(label: number): number {
    return this.#real(3, label);
  }

  /** Whether there is a text with its evasions folded that differs. */
  get isFolded(): boolean {
    return this.#lengths[4] !== NULL;
  }

  /** The same of the text with its evasions folded; only where there is one. */
  folded(label: number): number {
    return this.#real(4, label);
  }

  /** Equal for rows of equal circumstances, and cheap. */
  get circumstancesKey(): string {
    return this.#bytes.toString('latin1', this.#at[FIRST_CIRCUMSTANCE]! - 4, this.#at[CONTEXT]! - 4);
  }

  circumstances(): StoredCircumstances {
    const text = (field: number) => this.#text(FIRST_CIRCUMSTANCE + field);
    const at = (field: number) =>
      this.#lengths[FIRST_CIRCUMSTANCE + field] === NULL ? null : this.#at[FIRST_CIRCUMSTANCE + field]!;
    const recipients = at(3);
    const solicited = at(4);
    return {
      channelId: text(0),
      channelType: text(1),
      channelTags: at(2) === null ? null : this.#texts(FIRST_CIRCUMSTANCE + 2),
      recipients: recipients === null ? null : this.#view.getInt32(recipients),
      solicited: solicited === null ? null : this.#bytes[solicited] === 1,
      english: text(5)!,
      policyName: text(6),
    };
  }

  /** What "asked for" has to be derived from, where the caller did not say it. */
  context(): { readonly entries: ContextEntry[]; readonly author: string | undefined } | undefined {
    const json = this.#text(CONTEXT);
    if (json === null) return undefined;
    return { entries: JSON.parse(json) as ContextEntry[], author: this.#text(AUTHOR) ?? undefined };
  }

  /** Shows the row that begins at `begin`. @returns where the next one begins; 0 where this one is not whole yet */
  show(bytes: Buffer, begin: number): number {
    if (bytes !== this.#bytes) {
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    }
    let at = begin + 2;
    for (let field = 0; field < FIELDS; field++) {
      if (at + 4 > bytes.length) return 0;
      const length = this.#view.getInt32(at);
      at += 4;
      this.#at[field] = at;
      this.#lengths[field] = length;
      if (length > 0) at += length;
    }
    return at > bytes.length ? 0 : at;
  }

  /** A 64-bit integer of at most 53 bits. */
  #integer(field: number): number {
    const at = this.#at[field]!;
    return this.#view.getInt32(at) * 0x1_0000_0000 + this.#view.getUint32(at + 4);
  }

  #real(field: number, index: number): number {
    return this.#view.getFloat32(this.#at[field]! + ARRAY_HEAD_BYTES + REAL_BYTES * index + 4);
  }

  #text(field: number): string | null {
    const length = this.#lengths[field]!;
    return length === NULL ? null : this.#bytes.toString('utf8', this.#at[field], this.#at[field]! + length);
  }

  #texts(field: number): string[] {
    const begin = this.#at[field]!;
    // An empty array has no dimension.
    if (this.#bytes.readInt32BE(begin) === 0) return [];
    const texts: string[] = [];
    for (let at = begin + ARRAY_HEAD_BYTES; at < begin + this.#lengths[field]!;) {
      const length = this.#bytes.readInt32BE(at);
      texts.push(this.#bytes.toString('utf8', at + 4, at + 4 + length));
      at += 4 + length;
    }
    return texts;
  }
}

/**
 * Shows each row of a binary COPY of `scoreRow`.
 * @see https://www.postgresql.org/docs/current/sql-copy.html#SQL-COPY-BINARY
 */
export async function readScoreRows(
  pieces: AsyncIterable<Buffer>,
  visit: (row: ScoreRow) => void,
): Promise<void> {
  const row = new ScoreRow();
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = true;
  for await (const piece of pieces) {
    const bytes = rest.length === 0 ? piece : Buffer.concat([rest, piece]);
    let at = 0;
    if (isFirst) {
      const head = SIGNATURE_BYTES + 8;
      if (bytes.length < head) {
        rest = bytes;
        continue;
      }
      at = head + bytes.readInt32BE(head - 4);
      isFirst = false;
    }
    // A row begins with the number of its fields; -1 is the end.
    while (at + 2 <= bytes.length && bytes.readInt16BE(at) === FIELDS) {
      const next = row.show(bytes, at);
      if (next === 0) break;
      visit(row);
      at = next;
    }
    rest = bytes.subarray(at);
  }
  if (isFirst || rest.length !== 2 || rest.readInt16BE(0) !== -1) {
    throw new Error('Stored scores came in a form that is not known.');
  }
}
