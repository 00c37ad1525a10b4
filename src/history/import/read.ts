/** Where in an import something stands. */
export interface Place {
  /** File inside an archive; null for a plain file. */
  readonly file: string | null;
  /** From 1 on; for a Slack export the ordinal of the message in its file; null where the whole file is meant. */
  readonly line: number | null;
}

/** Where an entry of a message's context comes from, so far as the file says. */
export interface ContextOrigin {
  readonly externalId: string;
  readonly sentAt: string;
}

/** A message as its file has it: fields named as in POST /v1/classify, their values not checked yet. */
export interface ReadRow extends Place {
  readonly kind: 'row';
  /** Where it begins: in bytes; in a Slack export the ordinal again. */
  readonly offset: number;
  readonly value: unknown;
  /** One for each entry of the value's context, in its order. */
  readonly contextOrigins?: readonly ContextOrigin[];
}

/** Something that cannot be read. The reason holds nothing of what was read. */
export interface RefusedRead extends Place {
  readonly kind: 'refused';
  readonly reason: string;
}

/** Something that is no message of anybody: who joined, which topic was set, what was deleted. */
export interface NoiseRead {
  readonly kind: 'noise';
}

export type ImportRead = ReadRow | RefusedRead | NoiseRead;

/** What a reader gives: some rows at a time, as they come; memory stays flat whatever the length of the input. */
export type ImportReader = AsyncGenerator<readonly ImportRead[], void, undefined>;

/** A file cannot be read at all: it is not what it should be. The message holds nothing of what was read. */
export class ImportFileError extends Error {
  override readonly name = 'ImportFileError';
}

/** Longest row of a file in bytes; the longest text, written in escapes throughout, has 122,880. */
export const ROW_BYTES_MAX = 524_288;
