import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Policy } from '../domain/policy.js';
import { projectRoot } from '../paths.js';
import { parsePolicy } from './validate.js';

/**
 * The policy that is in force until a community activates its own: `default-policy.json`, read and
 * validated on each call.
 *
 * @throws Error with every fault where the file does not hold a valid policy
 */
export function loadDefaultPolicy(): Policy {
  const path = join(projectRoot, 'src', 'policy', 'default-policy.json');
  const parsed = parsePolicy(JSON.parse(readFileSync(path, 'utf8')));
  if (parsed.ok) return parsed.policy;
  const faults = parsed.errors.map((error) => `${error.path}: ${error.message}`);
  throw new Error(`default-policy.json is not a valid policy: ${faults.join('; ')}`);
}

/** sha256 (hex) over the policy as canonical JSON: the order of keys and white space do not count. */
export function policySha256(policy: Policy): string {
  return createHash('sha256').update(canonicalJson(policy)).digest('hex');
}

/** Keys sorted by UTF-16 code units, no white space, as in RFC 8785. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    const entries = Object.entries(inner);
    return Object.fromEntries(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
  });
}
