import { describe, expect, it } from 'vitest';
import { sliceMessages } from '../../../src/services/history/feeder.js';

describe('messages of a slice', () => {
  it.each([
    ['an import behind a first stage', 'import', {}, true, 2_048],
    ['a rescoring behind a first stage', 'rescore', {}, true, 2_048],
    ['without a first stage', 'import', {}, false, 256],
    ['exact', 'import', { exact: true }, true, 256],
    ['what lies within reach of a policy', 'rescore', { reach: { channel: {}, direct: {} } }, true, 256],
    ['by another model', 'rescore', { model: 'encoder-1' }, true, 256],
    ['a replay', 'replay', {}, true, 8_192],
  ] as const)('%s', (_, kind, params, isStaged, expected) => {
    expect(sliceMessages({ kind, params }, isStaged)).toBe(expected);
  });
});
