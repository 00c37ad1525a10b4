import { InvalidFieldsError } from '../domain/errors.js';
import type { Policy } from '../domain/policy.js';
import { parsePolicy } from '../policy/validate.js';
import type { VersionRecord } from '../store/policies.js';

/** Names of policies: part of addresses. */
export const POLICY_NAME = '^[a-z0-9][a-z0-9_-]{0,63}$';
export const NOTE_LENGTH_MAX = 1_000;

/** A version as one file: what is exported, and what is taken back in. */
export interface PolicyFile {
  readonly name: string;
  readonly version: number;
  readonly sha256: string;
  readonly author: string;
  readonly note: string;
  readonly createdAt: string;
  readonly policy: Policy;
}

export const toPolicyFile = (version: VersionRecord): PolicyFile => ({
  name: version.name,
  version: version.version,
  sha256: version.sha256,
  author: version.author,
  note: version.note,
  createdAt: version.createdAt,
  policy: version.policy,
});

/**
 * The rules out of what was handed in.
 * @throws InvalidFieldsError with every fault, each with a JSON pointer below `at`
 */
export function readRules(value: unknown, at = '/policy'): Policy {
  const parsed = parsePolicy(value);
  if (parsed.ok) return parsed.policy;
  throw new InvalidFieldsError(
    parsed.errors.map(({ path, message }) => ({ field: `${at}${path}`, message })),
  );
}
