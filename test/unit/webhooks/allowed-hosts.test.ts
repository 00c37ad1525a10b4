import { describe, expect, it } from 'vitest';
import { parseAllowedHosts } from '../../../src/services/webhooks/allowed-hosts.js';

const has = (list: string | undefined, url: string) => parseAllowedHosts(list).has(new URL(url));

describe('hosts that webhooks may go to by configuration', () => {
  it('are none unless listed', () => {
    expect(has(undefined, 'http://127.0.0.1/')).toBe(false);
    expect(has('', 'https://example.org/')).toBe(false);
  });

  it.each([
    ['hooks.internal', 'http://hooks.internal:8065/x', true],
    ['hooks.internal', 'http://HOOKS.internal/', true],
    ['hooks.internal', 'http://evil.hooks.internal/', false],
    ['hooks.internal', 'http://hooks.internal.example.org/', false],
    ['hooks.internal:8065', 'http://hooks.internal:8065/', true],
    ['hooks.internal:8065', 'http://hooks.internal/', false],
    ['hooks.internal:443', 'https://hooks.internal/', true],
    ['hooks.internal:443', 'http://hooks.internal/', false],
    ['a.example, 10.0.0.7', 'http://10.0.0.7/', true],
    ['10.0.0.7', 'http://0xa.7/', true],
    ['10.0.0.7', 'http://10.0.0.70/', false],
    ['[fd00:0::7]:80', 'http://[fd00::7]/', true],
    ['[fd00::7]', 'http://[fd00::8]/', false],
  ])('%s: %s → %s', (list, url, expected) => {
    expect(has(list, url)).toBe(expected);
  });
});
