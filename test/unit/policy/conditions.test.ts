import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, PolicyContext } from '../../../src/domain/policy.js';
import { holds, truthOf, type Truth } from '../../../src/policy/conditions.js';
import * as arbitrary from './arbitraries.js';

/** Leaves that are true, false and unknown in CONTEXT. */
const CONTEXT: PolicyContext = { solicited: true };
const T: Condition = { solicited: true };
const F: Condition = { solicited: false };
const U: Condition = { channelType: ['dm'] };

describe('leaves', () => {
  it.each<[Condition, PolicyContext, Truth]>([
    [{ channelType: ['dm', 'group_dm'] }, { channelType: 'dm' }, true],
    [{ channelType: ['dm', 'group_dm'] }, { channelType: 'public' }, false],
    [{ channelType: ['dm'] }, {}, 'unknown'],
    [{ channelType: ['dm'], orUnknown: true }, {}, true],
    [{ channelType: ['dm'], orUnknown: true }, { channelType: 'public' }, false],
    [{ channelType: ['dm'], orUnknown: false }, {}, 'unknown'],
    [{ channelTags: ['offers', 'jobs'] }, { channelTags: ['random', 'jobs'] }, true],
    [{ channelTags: ['offers', 'jobs'] }, { channelTags: ['random'] }, false],
    [{ channelTags: ['offers'] }, { channelTags: ['Offers'] }, false],
    [{ channelTags: ['offers'] }, { channelTags: [] }, false],
    [{ channelTags: ['offers'] }, { channelTags: undefined }, 'unknown'],
    [{ recipients: { min: 2, max: 4 } }, { recipients: 1 }, false],
    [{ recipients: { min: 2, max: 4 } }, { recipients: 2 }, true],
    [{ recipients: { min: 2, max: 4 } }, { recipients: 4 }, true],
    [{ recipients: { min: 2, max: 4 } }, { recipients: 5 }, false],
    [{ recipients: { min: 2 } }, { recipients: 1_000 }, true],
    [{ recipients: { max: 2 } }, { recipients: 1 }, true],
    [{ recipients: { min: 2 } }, {}, 'unknown'],
    [{ solicited: true }, { solicited: true }, true],
    [{ solicited: true }, { solicited: false }, false],
    [{ solicited: false }, { solicited: false }, true],
    [{ solicited: false }, {}, 'unknown'],
    [{ solicited: false, orUnknown: true }, {}, true],
  ])('%j in %j is %s', (condition, context, expected) => {
    expect(truthOf(condition, context)).toBe(expected);
  });
});

describe('combinators', () => {
  it.each<[Condition, Truth]>([
    [{ all: [T, T] }, true],
    [{ all: [T, F] }, false],
    [{ all: [T, U] }, 'unknown'],
    [{ all: [U, F] }, false],
    [{ all: [F, U] }, false],
    [{ all: [U, U] }, 'unknown'],
    [{ any: [F, F] }, false],
    [{ any: [F, T] }, true],
    [{ any: [F, U] }, 'unknown'],
    [{ any: [U, T] }, true],
    [{ any: [T, U] }, true],
    [{ any: [U, U] }, 'unknown'],
    [{ not: T }, false],
    [{ not: F }, true],
    [{ not: U }, 'unknown'],
    [{ not: U, orUnknown: true }, true],
    [{ not: T, orUnknown: true }, false],
    [{ all: [T, U], orUnknown: true }, true],
    [{ all: [F, U], orUnknown: true }, false],
    [{ any: [F, U], orUnknown: true }, true],
    [{ any: [F, F], orUnknown: true }, false],
  ])('%j is %s', (condition, expected) => {
    expect(truthOf(condition, CONTEXT)).toBe(expected);
  });

  it('counts unknown as false at the top, and no condition as true', () => {
    expect(holds(U, CONTEXT)).toBe(false);
    expect(holds({ not: U }, CONTEXT)).toBe(false);
    expect(holds(undefined, CONTEXT)).toBe(true);
  });
});

describe("Kleene's laws", () => {
  const { condition, context } = arbitrary;
  const same = (left: Condition, right: Condition, where: PolicyContext): void =>
    expect(truthOf(left, where)).toBe(truthOf(right, where));

  it('double negation, De Morgan, commutativity, idempotence, absorption, distribution', () => {
    fc.assert(
      fc.property(condition, condition, condition, context, (a, b, c, where) => {
        same({ not: { not: a } }, a, where);
        same({ not: { all: [a, b] } }, { any: [{ not: a }, { not: b }] }, where);
        same({ not: { any: [a, b] } }, { all: [{ not: a }, { not: b }] }, where);
        same({ all: [a, b] }, { all: [b, a] }, where);
        same({ any: [a, b] }, { any: [b, a] }, where);
        same({ all: [a, a] }, a, where);
        same({ any: [a, a] }, a, where);
        same({ all: [a, { any: [a, b] }] }, a, where);
        same({ any: [a, { all: [a, b] }] }, a, where);
        same({ all: [a, { any: [b, c] }] }, { any: [{ all: [a, b] }, { all: [a, c] }] }, where);
        same({ all: [a, { all: [b, c] }] }, { all: [a, b, c] }, where);
      }),
      { numRuns: 500 },
    );
  });

  it('learning a fact never turns a known value of a condition without orUnknown into another', () => {
    const plain = condition.filter((each) => !JSON.stringify(each).includes('"orUnknown":true'));
    fc.assert(
      fc.property(plain, context, context, (each, known, more) => {
        const before = truthOf(each, known);
        const learnt = {
          channelType: known.channelType ?? more.channelType,
          channelTags: known.channelTags ?? more.channelTags,
          recipients: known.recipients ?? more.recipients,
          solicited: known.solicited ?? more.solicited,
        };
        if (before !== 'unknown') expect(truthOf(each, learnt)).toBe(before);
      }),
      { numRuns: 500 },
    );
  });

  it('orUnknown on the top turns exactly the unknown into true', () => {
    fc.assert(
      fc.property(condition, context, (each, where) => {
        const bare = { ...each, orUnknown: false };
        const before = truthOf(bare, where);
        expect(truthOf({ ...bare, orUnknown: true }, where)).toBe(before === 'unknown' ? true : before);
      }),
    );
  });
});
