import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadDefaultPolicy } from '../../../src/policy/default-policy.js';
import {
  PolicyFileError,
  readPolicyVersion,
  shippedPolicyVersion,
} from '../../../src/services/policy-versions.js';

describe('a policy file on the command line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'conduct-policy-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (value: unknown) => {
    const path = join(folder, 'policy.json');
    writeFileSync(path, JSON.stringify(value));
    return path;
  };
  const policy = loadDefaultPolicy();

  it('holds rules alone, or a version as it is exported', () => {
    const { sha256 } = shippedPolicyVersion();
    const exported = { name: 'x', version: 3, sha256, author: 'Ada', note: '', createdAt: '', policy };
    expect(readPolicyVersion(file(policy))).toMatchObject({ policy, sha256 });
    expect(readPolicyVersion(file(exported))).toMatchObject({ policy, sha256 });
  });

  it.each([
    ['rules', { ...policy, clauses: [] }],
    ['an exported version', { name: 'x', policy: { ...policy, clauses: [] } }],
    ['neither', 12],
  ])('is refused with what is wrong: %s', (_, value) => {
    expect(() => readPolicyVersion(file(value))).toThrow(PolicyFileError);
  });
});
