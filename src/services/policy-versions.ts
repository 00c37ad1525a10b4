import { readFileSync } from 'node:fs';
import { loadDefaultPolicy, policySha256 } from '../policy/default-policy.js';
import { parsePolicy } from '../policy/validate.js';
import type { PolicyVersion } from '../store/policies.js';
import { DEFAULT_POLICY } from './judges.js';

/** A policy file cannot be used; the message lists every flaw. */
export class PolicyFileError extends Error {
  override readonly name = 'PolicyFileError';
}

/** The policy that ships with Conduct, as the first version of `default`. */
export function shippedPolicyVersion(): PolicyVersion {
  const policy = loadDefaultPolicy();
  return { name: DEFAULT_POLICY, version: 1, policy, sha256: policySha256(policy) };
}

/**
 * A policy of the caller's own.
 * @param file path of a JSON file (docs/policy.md)
 * @throws PolicyFileError
 */
export function readPolicyVersion(file: string): PolicyVersion {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'syntax error';
    throw new PolicyFileError(`${file} cannot be read as JSON (${reason})`);
  }
  const result = parsePolicy(isExported(value) ? value.policy : value);
  if (!result.ok) {
    const flaws = result.errors.map(({ path, message }) => `  ${path} ${message}`);
    throw new PolicyFileError([`${file} is not a policy:`, ...flaws].join('\n'));
  }
  const { policy } = result;
  return { name: DEFAULT_POLICY, version: 1, policy, sha256: policySha256(policy) };
}

/** Whether it is a version as GET /v1/policies/{name}/versions/{n} gives it, rather than rules alone. */
function isExported(value: unknown): value is { readonly policy: unknown } {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'policy');
}
