export const SCOPES = ['classify', 'history', 'review', 'admin'] as const;
/**
 * What a key may do: `classify` scores and reads back what it handed in, `history` runs imports and
 * rescoring, `review` reads messages and labels them, `admin` everything.
 */
export type Scope = (typeof SCOPES)[number];

/** A key as the service knows it: never its secret. */
export interface ApiKey {
  readonly id: number;
  readonly communityId: string;
  readonly prefix: string;
  readonly owner: string;
  readonly scopes: readonly Scope[];
}
