import { describe, expect, it } from 'vitest';
import { sliceMessages } from '../../../src/services/history/feeder.js';

describe('messages of a slice', () => {
  it.each([
    ['an import behind a first stage', 'import', {}, true, 2_048],
    ['an import without a first stage', 'import', {}, false, 256],
    ['an exact import', 'import', { exact: true }, true, 256],
    ['a rescoring', 'rescore', {}, true, 256],
    ['a replay', 'replay', {}, true, 8_192],
  ] as const)('%s', (_, kind, params, isStaged, expected) => {
    expect(sliceMessages({ kind, params }, isStaged)).toBe(expected);
  });
});
