import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { TooManyAttemptsError } from '../../../src/domain/errors.js';
import { createGuessLimit, networkOf } from '../../../src/services/guess-limit.js';

describe('createGuessLimit', () => {
  it('refuses new keys past the limit, and takes them again when the window is over', async () => {
    const limit = createGuessLimit({ guessesMax: 2, windowMs: 50 });
    for (const hash of ['a', 'b']) {
      limit.check('192.0.2.1', hash);
      limit.note('192.0.2.1', hash, false);
    }
    expect(() => limit.check('192.0.2.1', 'c')).toThrow(TooManyAttemptsError);
    expect(() => limit.check('192.0.2.1', 'a')).not.toThrow();
    expect(() => limit.check('192.0.2.2', 'c')).not.toThrow();
    await setTimeout(100);
    expect(() => limit.check('192.0.2.1', 'c')).not.toThrow();
  });

  it('a right key in between starts nothing anew', () => {
    const limit = createGuessLimit({ guessesMax: 2 });
    limit.note('192.0.2.1', 'a', false);
    limit.note('192.0.2.1', 'right', true);
    limit.note('192.0.2.1', 'b', false);
    expect(() => limit.check('192.0.2.1', 'c')).toThrow(TooManyAttemptsError);
    expect(() => limit.check('192.0.2.1', 'right')).not.toThrow();
    expect(() => limit.check('192.0.2.1', 'other')).toThrow(TooManyAttemptsError);
  });

  it('counts all addresses of an IPv6 network as one', () => {
    const limit = createGuessLimit({ guessesMax: 1 });
    limit.note('2001:db8:1:2::1', 'a', false);
    expect(() => limit.check('2001:db8:1:2:ffff::9', 'b')).toThrow(TooManyAttemptsError);
    expect(() => limit.check('2001:db8:1:3::1', 'b')).not.toThrow();
  });
});

describe('networkOf', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::1', '0:0:0:0'],
    ['2001:db8::', '2001:db8:0:0'],
    ['2001:DB8:0:7::5%eth0', '2001:db8:0:7'],
    ['2001:0db8:0001:0002:3:4:5:6', '2001:db8:1:2'],
    ['1:2::3:4:5:6:7', '1:2:0:3'],
    ['64:ff9b::192.0.2.33', '64:ff9b:0:0'],
  ])('%s is in %s', (address, network) => expect(networkOf(address)).toBe(network));
});
